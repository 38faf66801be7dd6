//! Where the scale of a table, a column and a row is stated.

use super::{Scale, currency};
use crate::document::Block;
use crate::figure::Currency;
use crate::table::{Column, Row, RowKind, Table, title, words};
use crate::text::{Text, has_any};

/// Gives each table, column and row the scale that is stated for it.
pub(in crate::table) fn apply(blocks: &[Block], tables: &mut [Table]) {
    for i in 0..tables.len() {
        let (before, rest) = tables.split_at_mut(i);
        let table = &mut rest[0];
        scale_columns(table);
        let centred = centred_remark(&mut table.columns);
        scale_rows(&mut table.rows);
        table.scale = own_scale(table)
            .or(centred)
            .or_else(|| footnote_below(blocks, table))
            .or_else(|| elsewhere(blocks, before, table))
            .unwrap_or_default();
        table.scale.currency = own_currency(table).or(table.scale.currency);
        // a table without titles goes by those of the table before it
        let above = |scale: &Scale| scale.stated_at.zip(before.last()).is_some_and(|(said, last)| said.start < last.span.end);
        table.scale.inherited |= above(&table.scale);
    }
}

/// What the table itself says: the title nearest to it first, then its notes.
fn own_scale(table: &Table) -> Option<Scale> {
    let titles = table.titles.iter().rev().find_map(Scale::of);
    titles
        .or_else(|| remark_over_a_column(table))
        .or_else(|| remark_over_the_rows(table))
        .or_else(|| table.notes.iter().filter(|n| n.as_str().len() < 300).find_map(of_note))
}

/// The currency that the titles nearest to the table, the headers or the notes say its amounts are in.
fn own_currency(table: &Table) -> Option<Currency> {
    let headers = || table.columns.iter().filter(|column| column.scale.is_none()).flat_map(|column| &column.headers);
    let short = || table.notes.iter().filter(|note| note.as_str().len() < 300);
    table.titles.iter().rev().chain(headers()).chain(short()).find_map(|text| currency::stated(text.as_str()))
}

/// What a note below says.
fn of_note(note: &Text) -> Option<Scale> {
    Scale::of(note).map(|scale| Scale { inherited: is_of_marked_rows(note.as_str()), ..scale })
}

/// Whether a note is about the rows that bear its mark, and states no scale of the table's own: `(a) In millions`.
fn is_of_marked_rows(note: &str) -> bool {
    let mark = note.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(mark, _)| mark);
    mark.is_some_and(|mark| mark.len() <= 2 && mark.chars().all(char::is_alphanumeric))
}

/// A remark in brackets that stands over one column by its place alone: `(In thousands)  (Unaudited)` centred over the table.
fn remark_over_a_column(table: &Table) -> Option<Scale> {
    let remark = |words: &str| words.trim().starts_with('(') && words.trim().ends_with(')');
    let headers = |column: &'_ Column| column.headers.first().filter(|h| remark(h.as_str())).and_then(Scale::of);
    let said: Vec<Scale> = table.columns.iter().filter_map(headers).filter(|scale| scale.money.is_some()).collect();
    let alone = said.len() * 2 <= table.columns.len();
    said.into_iter().next().filter(|_| alone)
}

/// A remark between the headers and the first row: `(Amounts in thousands)` below `SELECTED FINANCIAL DATA`, or
/// `Statements of Operations: (in thousands, except per share data)`.
fn remark_over_the_rows(table: &Table) -> Option<Scale> {
    let mut above = table.rows.iter().take_while(|row| row.kind == RowKind::Section).map(|row| &row.stub);
    above.find(|heading| title::is_remark_on_scale(heading.as_str()) || is_titled_remark(heading)).and_then(Scale::of)
}

/// A statement's name with a remark on its scale that leaves amounts per share out: it heads more than the rows up to the next heading.
fn is_titled_remark(heading: &Text) -> bool {
    let titled = |(title, remark): (&str, &str)| words::is_title(title) && remark.to_lowercase().contains("per share");
    heading.as_str().split_once('(').is_some_and(titled)
}

/// A footnote directly under the table: `* Dollars and shares in thousands, except per share amounts.`
fn footnote_below(blocks: &[Block], table: &Table) -> Option<Scale> {
    let below = blocks.get(table.block + 1..)?.iter().take(3).map_while(|block| match block {
        Block::Paragraph(text) | Block::Heading(text) if words::begins_note(text.as_str()) => Some(block),
        _ => None,
    });
    let said = |block: &Block| {
        let (Block::Heading(text) | Block::Paragraph(text)) = block else { return None };
        general_remark(block).map(|scale| Scale { inherited: is_of_marked_rows(text.as_str()), ..scale })
    };
    below.filter_map(said).find(|scale| scale.money.is_some()).or_else(|| remark_below(blocks, table))
}

/// How many bytes of line break and indentation part a remark from the last row that it is printed right under.
const NEXT_LINE: u32 = 80;

/// A remark on the line below the last row that heads no other table: `(Dollars in thousands except per share amounts)`.
fn remark_below(blocks: &[Block], table: &Table) -> Option<Scale> {
    let (Block::Heading(text) | Block::Paragraph(text)) = blocks.get(table.block + 1)? else { return None };
    let near = text.span().is_some_and(|span| span.start < table.span.end + NEXT_LINE);
    let headings = blocks[table.block + 2..].iter().take_while(|block| matches!(block, Block::Heading(_))).count();
    let heads = matches!(blocks.get(table.block + 2 + headings), Some(Block::Grid(_)));
    (near && !heads && title::is_remark_on_scale(text.as_str())).then(|| Scale::of(text)).flatten()
}

/// What is said once for several tables: in a sentence above, or over the table before.
fn elsewhere(blocks: &[Block], before: &[Table], table: &Table) -> Option<Scale> {
    let from = before.last().map_or(0, |t| t.block + 1).min(table.block);
    // tables of percentages alone say nothing of scale
    let last = before.iter().rev().find(|t| digits(t) > 0);
    let said = blocks[from..table.block].iter().rev().filter_map(general_remark).next();
    let scale = said.or_else(|| last.filter(|b| b.scale.money.is_some() && comparable(before, b, table)).map(|b| b.scale.clone()))?;
    Some(Scale { inherited: true, ..scale })
}

/// A remark on how all tables are to be read: `All amounts in thousands`.
fn general_remark(block: &Block) -> Option<Scale> {
    let (Block::Heading(text) | Block::Paragraph(text)) = block else { return None };
    if let Some(remark) = leading_remark(text.as_str()) {
        return Scale::of_words(remark).map(|scale| Scale { stated_at: text.span(), ..scale });
    }
    const LONGEST: usize = 160;
    let general = |words: &str| has_any(&words.to_lowercase(), &["amounts", "dollars", "figures", "in thousands", "in millions", "000"]);
    (text.as_str().len() < LONGEST && general(text.as_str())).then(|| Scale::of(text)).flatten()
}

/// How many tables back the figures are looked at that a scale was stated for.
const LOOK_BACK: usize = 12;

/// The brackets at the end of a sentence that leads on to a table: `... consisted of the following (in millions):`.
fn leading_remark(text: &str) -> Option<&str> {
    let sentence = text.trim_end().trim_end_matches([':', '.']).strip_suffix(')')?;
    let remark = &sentence[sentence.rfind('(')? + 1..];
    (remark.len() < 100 && sentence.len() > remark.len() + 20).then_some(remark)
}

/// Whether the figures of a table are of one order with those that the scale of the table before it holds for.
fn comparable(before: &[Table], last: &Table, table: &Table) -> bool {
    let under_it = before.iter().rev().take(LOOK_BACK).filter(|t| t.scale.stated_at == last.scale.stated_at);
    let widest = under_it.map(digits).max().unwrap_or(0);
    let here = digits(table);
    // beside a table whose thousands are as round, round figures tell nothing
    widest > 0 && here > 0 && here <= widest + 2 && (!is_in_full(table) || is_in_full(last))
}

/// Whether the larger figures of a table all end in three zeros, as rounded ones do that are printed in full.
fn is_in_full(table: &Table) -> bool {
    let figures = table.rows.iter().flat_map(|r| r.figures.iter().flatten());
    let mut large = figures.filter(|f| f.amount.abs() >= rust_decimal::Decimal::from(10_000)).peekable();
    large.peek().is_some() && large.all(|f| f.style.trailing_zeros >= 3)
}

/// Digits before the decimal point of the largest figure that is no percentage.
fn digits(table: &Table) -> usize {
    let figures = table.rows.iter().flat_map(|r| r.figures.iter().flatten());
    let plain = figures.filter(|f| f.style.suffix == crate::figure::Suffix::None);
    plain.map(|f| f.amount.abs().trunc().to_string().len()).max().unwrap_or(0)
}

fn scale_columns(table: &mut Table) {
    for column in &mut table.columns {
        let currency = column.headers.iter().rev().find_map(|h| Currency::heading(h.as_str())).map(|(currency, _)| currency);
        let said = column.headers.iter().rev().find_map(Scale::of);
        column.scale = match (said, currency) {
            (Some(scale), currency) => Some(Scale { currency: scale.currency.or(currency), ..scale }),
            (None, Some(currency)) => Some(Scale { currency: Some(currency), ..Scale::default() }),
            (None, None) => None,
        };
    }
}

/// A remark in brackets that stands in the middle of a table and so over some of its columns by its place alone: `(Dollars in thousands)` over the
/// inner two of four. It is the table's, and no column's own.
fn centred_remark(columns: &mut [Column]) -> Option<Scale> {
    let remark = |column: &Column| column.headers.last().filter(|h| title::is_remark_on_scale(h.as_str())).and_then(Text::span);
    let said = columns.iter().find_map(remark)?;
    let under = |column: &Column| remark(column) == Some(said);
    let (first, last) = (columns.iter().position(under)?, columns.iter().rposition(under)?);
    let alone = columns.iter().all(|column| column.scale.is_none() || under(column));
    let centred = first > 0 && last > first && first == columns.len() - 1 - last;
    if !alone || !centred || !columns[first..=last].iter().all(under) {
        return None;
    }
    columns[first..=last].iter_mut().filter_map(|column| column.scale.take()).last()
}

/// A section whose heading states a scale.
struct Scaled {
    depth: u8,
    /// Whether it is in capitals: one that is not stands under it, as deep as it is.
    capitals: bool,
    scale: Scale,
    /// Whether its rows stand further right than its heading: one that doesn't is none of them.
    indents: Option<bool>,
}

impl Scaled {
    /// Whether a row stands outside the section.
    fn is_over(&self, row: &Row) -> bool {
        // the total of rows that stand further right may stand under the heading itself
        let beside = || row.gap_above || self.indents == Some(true) && row.kind != RowKind::Total;
        row.depth < self.depth || row.depth == self.depth && beside()
    }
}

/// A row takes the scale that its label states, or that the section over it states.
fn scale_rows(rows: &mut [Row]) {
    let mut section: Option<Scaled> = None;
    for row in rows {
        let own = Scale::of(&row.stub).filter(|s| !s.says_nothing());
        if row.kind == RowKind::Section {
            let own = own.or_else(|| in_full(&row.stub));
            let capitals = is_in_capitals(row.stub.as_str());
            let within = |section: &Scaled| row.depth > section.depth || row.depth == section.depth && section.capitals && !capitals;
            if own.is_some() || section.as_ref().is_some_and(|section| !within(section)) {
                section = own.clone().map(|scale| Scaled { depth: row.depth, capitals, scale, indents: None });
            }
            row.scale = own.map(Box::new);
        } else {
            section = section.filter(|section| !section.is_over(row));
            if let Some(section) = &mut section {
                section.indents.get_or_insert(row.depth > section.depth);
            }
            row.scale = own.or_else(|| section.as_ref().map(|section| section.scale.clone())).map(Box::new);
        }
    }
}

/// Whether the words of a heading before its brackets are in capitals.
fn is_in_capitals(heading: &str) -> bool {
    words::is_capitals(heading.split('(').next().unwrap_or(heading))
}

/// A heading of prices and rates that says that they are printed in full, whatever the table's scale is: `AVERAGE DAILY RESULTS (U.S. dollars):`.
fn in_full(heading: &Text) -> Option<Scale> {
    let lower = heading.as_str().to_lowercase();
    let remark = lower.trim_end_matches([':', ' ']).strip_suffix(')')?.rsplit_once('(')?.1;
    let dollars = ["u.s. dollars", "us dollars", "in dollars", "in u.s. dollars", "in us dollars", "dollars"].contains(&remark.trim());
    let told_for_each = ["daily", "average", " per ", "rate", "price"].iter().any(|word| lower.contains(word));
    (dollars && told_for_each).then(|| Scale { money: Some(0), stated_at: heading.span(), ..Scale::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_prices_in_full() {
        let of = |heading: &str| in_full(&Text::verbatim(heading, 0)).map(|scale| scale.money);
        assert_eq!(of("AVERAGE DAILY RESULTS (U.S. dollars):"), Some(Some(0)));
        assert_eq!(of("ASSETS (U.S. dollars):"), None);
        assert_eq!(of("Average balances (in thousands)"), None);
    }

    #[test]
    fn sentences_that_lead_on() {
        assert_eq!(leading_remark("Unearned revenue changed during the quarter as follows (in millions):"), Some("in millions"));
        assert_eq!(leading_remark("(in millions)"), None);
    }

    #[test]
    fn a_headings_scale_ends_with_the_rows_that_stand_under_it() {
        use crate::document::{Block, Document};
        let drawn = [
            "|2004|2003",
            "Water sold (thousands of gallons):",
            "  Homes|402,103|391,203",
            "Total water sold|502,103|482,203",
            "Wells|52|51",
        ];
        let grid = Block::Grid(crate::table::assemble::fixture::grid(&drawn));
        let rows = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() }).remove(0).rows;
        let scales: Vec<bool> = rows.iter().map(|row| row.scale.is_some()).collect();
        assert_eq!(scales, [true, true, true, false]);
        let drawn = [
            "|2004|2003",
            "OTHER DATA (in thousands):",
            "Cash used|19,822|8,310",
            "Reconciliation:",
            "Net loss|37,423|3,882",
            "FLEET DATA:",
            "Days|810|802",
        ];
        let grid = Block::Grid(crate::table::assemble::fixture::grid(&drawn));
        let rows = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() }).remove(0).rows;
        let scaled: Vec<&str> = rows.iter().filter(|row| row.has_figures() && row.scale.is_some()).map(|row| row.stub.as_str()).collect();
        assert_eq!(scaled, ["Cash used", "Net loss"]);
    }
}
