//! CSVW metadata: the columns of the CSV tables, with types, keys and what they mean.

use serde_json::{Value, json};

use super::CsvOptions;
use super::csv::wide;
use crate::report::{Period, Report};

/// A column: name, datatype, whether it is never empty, meaning.
pub(super) struct Column {
    name: &'static str,
    datatype: Datatype,
    required: bool,
    meaning: &'static str,
}

#[derive(Clone, Copy)]
enum Datatype {
    Words,
    /// Words that match a pattern.
    Pattern(&'static str),
    Date,
    Decimal,
    Count,
}

const fn column(name: &'static str, datatype: Datatype, required: bool, meaning: &'static str) -> Column {
    Column { name, datatype, required, meaning }
}

/// Columns of `facts.csv`.
pub(super) const FACTS: [Column; 23] = [
    column("fact_id", Datatype::Words, true, "Name of the fact within its report"),
    column("concept", Datatype::Words, true, "What is reported: prefix and local name of the taxonomy's concept"),
    column("label", Datatype::Words, false, "The words it goes by in print"),
    column("statement", Datatype::Words, false, "Kind of the statement that shows it; empty when only the text does"),
    column("entity", Datatype::Words, true, "Identifier of the reporting entity: its CIK, or its symbol"),
    column("period_type", Datatype::Pattern("instant|duration"), true, "Whether it is of a moment or of a stretch of time"),
    column("period_start", Datatype::Date, false, "First day of a duration; empty for an instant"),
    column("period_end", Datatype::Date, true, "Last day, included; the day of an instant"),
    column("unit", Datatype::Words, false, "Unit of a number: USD, USD/shares, shares, pure or a thing counted"),
    column("value", Datatype::Decimal, false, "The full amount of a number, signed as the concept wants it"),
    column("decimals", Datatype::Pattern("-?[0-9]+|INF"), false, "Accuracy of a number: -3 to the thousand, 2 to the cent"),
    column("text", Datatype::Words, false, "The value of what is no number: words, ISO 8601 dates, true or false"),
    column(
        "data_type",
        Datatype::Words,
        true,
        "Item type of the concept in XBRL: monetaryItemType, perShareItemType, sharesItemType, percentItemType, ...",
    ),
    column("dimensions", Datatype::Words, false, "What sets the fact apart: axis=member, joined by semicolons"),
    column("origin", Datatype::Pattern("table|narrative"), true, "Whether it is said first in a table or in the text"),
    column("mentions", Datatype::Count, true, "In how many places it is said"),
    column("line", Datatype::Count, true, "Line of the first mention, from 1"),
    column("column", Datatype::Count, true, "Column of the first mention in characters, from 1"),
    column("byte_start", Datatype::Count, true, "First byte of the first mention in the file as given"),
    column("byte_end", Datatype::Count, true, "One past the last byte of the first mention"),
    column("source_text", Datatype::Words, false, "The words of the first mention as printed, white space folded"),
    column("confidence", Datatype::Decimal, true, "How sure the reading is, from 0 to 1"),
    column("findings", Datatype::Words, false, "Codes of the findings that speak of the fact, joined by semicolons"),
];

/// Columns of `mentions.csv`.
pub(super) const MENTIONS: [Column; 9] = [
    column("mention_id", Datatype::Words, true, "Name of the mention: the fact's, a dash, its number"),
    column("fact_id", Datatype::Words, true, "The fact that is said"),
    column("sequence", Datatype::Count, true, "Number of the mention among those of its fact, from 1"),
    column("origin", Datatype::Pattern("table|narrative"), true, "Whether it is said in a table or in the text"),
    column("line", Datatype::Count, true, "Line, from 1"),
    column("column", Datatype::Count, true, "Column in characters, from 1"),
    column("byte_start", Datatype::Count, true, "First byte in the file as given"),
    column("byte_end", Datatype::Count, true, "One past the last byte"),
    column("source_text", Datatype::Words, false, "The words as printed, white space folded"),
];

/// The names of some columns.
pub(super) fn names(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|column| column.name).collect()
}

/// `csv-metadata.json` for the tables.
pub(super) fn metadata(report: &Report, options: CsvOptions) -> Vec<u8> {
    let table = |url, columns, key| table(url, columns, key, options);
    let references = json!([{
        "columnReference": "fact_id",
        "reference": { "resource": "facts.csv", "columnReference": "fact_id" },
    }]);
    let mut mentions = table("mentions.csv", &MENTIONS, "mention_id");
    mentions["tableSchema"]["foreignKeys"] = references;
    let wide = options.wide.then(|| wide_table(report));
    let mut dialect = json!({ "header": true, "encoding": "utf-8", "lineTerminators": ["\n", "\r\n"] });
    if options.delimiter != b',' {
        dialect["delimiter"] = json!(char::from(options.delimiter).to_string());
    }
    let metadata = json!({
        "@context": ["http://www.w3.org/ns/csvw", { "@language": "en" }],
        "dc:title": format!("Facts of {}", if report.entity.name.is_empty() { report.source.name() } else { &report.entity.name }),
        "dc:source": report.source.name(),
        "dc:identifier": format!("urn:sha256:{}", report.source.sha256_hex()),
        "dialect": dialect,
        "tables": wide.into_iter().chain([table("facts.csv", &FACTS, "fact_id"), mentions]).collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&metadata).expect("strings and numbers are JSON");
    bytes.push(b'\n');
    bytes
}

/// The wide table: what its columns are. Its cells are words to CSVW, since a column holds numbers and texts of many concepts; and no
/// column names a row, since a fact that is printed with two figures takes two.
fn wide_table(report: &Report) -> Value {
    let about = |name: &str| {
        let known = FACTS.iter().find(|column| column.name == name).expect("a column of the facts, too");
        json!({ "name": name, "titles": name, "datatype": "string", "required": known.required, "dc:description": known.meaning })
    };
    let of_period = |period: Period| {
        let title = wide::name(period);
        let name = format!("period_{}", title.replace(['-', '/'], "_"));
        let meaning = match period {
            Period::Instant(day) => format!("Values at the end of {day}"),
            Period::Duration { start, end } => format!("Values of the time from {start} to {end}, both included"),
        };
        json!({ "name": name, "titles": title, "datatype": "string", "required": false, "dc:description": meaning })
    };
    let columns: Vec<Value> = wide::HEADER.into_iter().map(about).chain(wide::periods(report).into_iter().map(of_period)).collect();
    json!({ "url": "facts_wide.csv", "tableSchema": { "columns": columns } })
}

fn table(url: &str, columns: &[Column], key: &str, options: CsvOptions) -> Value {
    json!({ "url": url, "tableSchema": { "columns": columns.iter().map(|column| describe(column, options)).collect::<Vec<_>>(), "primaryKey": key } })
}

fn describe(column: &Column, options: CsvOptions) -> Value {
    let datatype = match column.datatype {
        Datatype::Words => json!("string"),
        Datatype::Pattern(pattern) => json!({ "base": "string", "format": pattern }),
        Datatype::Date => json!({ "base": "date", "format": "yyyy-MM-dd" }),
        Datatype::Decimal if options.decimal_comma => json!({ "base": "decimal", "format": { "decimalChar": ",", "groupChar": "." } }),
        Datatype::Decimal => json!("decimal"),
        Datatype::Count => json!("nonNegativeInteger"),
    };
    json!({ "name": column.name, "titles": column.name, "datatype": datatype, "required": column.required, "dc:description": column.meaning })
}
