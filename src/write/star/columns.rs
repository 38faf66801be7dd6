//! Names, types and meanings of every column.

use super::{Column, Kind, Reference, TableSchema};

const fn required(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, nullable: false, about }
}

const fn optional(name: &'static str, kind: Kind, about: &'static str) -> Column {
    Column { name, kind, nullable: true, about }
}

const RELEASE_ID: Column = required("release_id", Kind::Text, "first 16 hexadecimal digits of the SHA-256 of the source file");
const FACT_ID: Column = required("fact_id", Kind::Text, "release_id and the fact's number: the same file gives the same ids");
const TO_RELEASE: Reference = Reference { columns: &["release_id"], table: "releases" };
const TO_FACT: Reference = Reference { columns: &["fact_id"], table: "facts" };

pub(super) const RELEASES: TableSchema = TableSchema {
    name: "releases",
    about: "one row a source file",
    columns: &[
        RELEASE_ID,
        required("sha256", Kind::Text, "SHA-256 of the source file"),
        required("source_name", Kind::Text, "name of the source file as given"),
        required("source_bytes", Kind::Integer, "length of the source file"),
        required("entity_scheme", Kind::Text, "scheme of the entity's identifier: http://www.sec.gov/CIK or a URI of its own"),
        required("entity_identifier", Kind::Text, "CIK of ten digits, or the printed symbol"),
        optional("entity_name", Kind::Text, "registrant's name as printed"),
        optional("period_start", Kind::Date, "first day of the newest period reported on"),
        required("period_end", Kind::Date, "last day of the newest period reported on"),
        required("fact_count", Kind::Integer, "number of facts"),
    ],
    key: &["release_id"],
    references: &[],
};

pub(super) const CONCEPTS: TableSchema = TableSchema {
    name: "concepts",
    about: "one row a concept that a release uses",
    columns: &[
        RELEASE_ID,
        required("concept", Kind::Text, "qualified name: us-gaap:Revenues, hema:CashAndMarketableSecurities"),
        required("label", Kind::Text, "standard label, or the printed one of an own concept"),
        required("data_type", Kind::Text, "item type: monetaryItemType, perShareItemType, tokenItemType, dateItemType ..."),
        required("period_type", Kind::Text, "instant or duration"),
        optional("balance", Kind::Text, "debit or credit; monetary concepts only"),
    ],
    key: &["release_id", "concept"],
    references: &[TO_RELEASE],
};

pub(in crate::write) const FACTS: TableSchema = TableSchema {
    name: "facts",
    about: "one row a fact",
    columns: &[
        FACT_ID,
        RELEASE_ID,
        required("entity_identifier", Kind::Text, "CIK of ten digits, or the printed symbol"),
        required("concept", Kind::Text, "qualified name of what is reported"),
        required("label", Kind::Text, "words it goes by in print"),
        optional("statement", Kind::Text, "income, balance_sheet, cash_flow, narrative, cover ..."),
        required("period_type", Kind::Text, "instant or duration"),
        optional("period_start", Kind::Date, "first day of a duration; null for an instant"),
        required("period_end", Kind::Date, "last day of a duration, or the instant, included"),
        optional("unit", Kind::Text, "USD, USD/shares, shares, pure, stores ...; null for facts that are no numbers"),
        optional("value", Kind::Decimal, "full amount, signed as the concept wants it; null for facts that are no numbers"),
        optional("decimals", Kind::Integer, "accurate to 10 to the power of minus this; null: exact, or no number"),
        optional(
            "text_value",
            Kind::Text,
            "value of facts that are no numbers: words, ISO 8601 dates, true or false; null beside a null value: nil",
        ),
        required("dimensions", Kind::Text, "axis=member, joined by ; in the order of the axes; empty for the entity as a whole"),
        required("origin", Kind::Text, "table or narrative: where it was said first"),
        required("mention_count", Kind::Integer, "how often it was said"),
        required("confidence", Kind::Real, "how sure the reading is, from 0 to 1"),
        optional("findings", Kind::Text, "codes of the findings that speak of it, joined by ;"),
    ],
    key: &["fact_id"],
    references: &[TO_RELEASE, Reference { columns: &["release_id", "concept"], table: "concepts" }],
};

pub(in crate::write) const DIMENSIONS: TableSchema = TableSchema {
    name: "dimensions",
    about: "one row a fact and axis",
    columns: &[
        FACT_ID,
        required("axis", Kind::Text, "qualified name of the axis"),
        required("member", Kind::Text, "qualified name of the member"),
        required("axis_label", Kind::Text, "the axis in words"),
        required("member_label", Kind::Text, "the member in words"),
    ],
    key: &["fact_id", "axis"],
    references: &[TO_FACT],
};

pub(in crate::write) const MENTIONS: TableSchema = TableSchema {
    name: "mentions",
    about: "one row a place where a fact is said",
    columns: &[
        FACT_ID,
        required("mention", Kind::Integer, "number of the mention within the fact, from 1"),
        required("origin", Kind::Text, "table or narrative"),
        required("source_line", Kind::Integer, "line in the source file, from 1"),
        required("source_column", Kind::Integer, "column in characters, from 1"),
        required("byte_start", Kind::Integer, "first byte in the source file, from 0"),
        required("byte_end", Kind::Integer, "one past the last byte"),
        required("source_text", Kind::Text, "the words that stand there, as the page shows them"),
    ],
    key: &["fact_id", "mention"],
    references: &[TO_FACT],
};

pub(super) const FINDINGS: TableSchema = TableSchema {
    name: "findings",
    about: "one row a finding: contradictions of the release and doubts of the reading",
    columns: &[
        RELEASE_ID,
        required("finding", Kind::Integer, "number of the finding within the release, from 1"),
        required("code", Kind::Text, "kind of finding: conflicting-figures, unmapped-row ..."),
        required("severity", Kind::Text, "error, warning or note"),
        required("message", Kind::Text, "one sentence with the figures in it"),
        optional("byte_start", Kind::Integer, "first byte of its place in the source file"),
        optional("byte_end", Kind::Integer, "one past the last byte"),
        optional("help", Kind::Text, "what the exports do about it, or what the user can do"),
        optional("fact_ids", Kind::Text, "the facts that it speaks of, joined by ;"),
    ],
    key: &["release_id", "finding"],
    references: &[TO_RELEASE],
};

/// Every table, those that others refer to first.
pub(in crate::write) const ALL: [&TableSchema; 6] = [&RELEASES, &CONCEPTS, &FACTS, &DIMENSIONS, &MENTIONS, &FINDINGS];
