//! `hemaexport link`: row labels of statements in, the concepts they stand for out.
//!
//! CSV in: `statement_id,statement,line,label` (statement: `IS`, `BS`, `CF`, `EQ` or another). CSV out: `statement_id,line,concept,confidence`, the
//! concept empty where an extension concept would be made; with `explain` also what the choice
//! rests on (`filers` of the evidence that print the label, `coverage` of its words by the concept's) and what was `considered`, the likeliest first.

use std::io::Read;
use std::path::Path;

use super::failure::{Failure, reason};
use super::{Outcome, stdout};
use crate::map::concept::{ACCEPT, LinkLine, Linked, Linker, UnitKind};
use crate::report::StatementKind;
use crate::taxonomy::lexicon::Lexicon;

/// A row as it comes in.
pub struct Row {
    statement: String,
    kind: StatementKind,
    line: String,
    label: String,
}

/// Links the rows of standard input; `lexicon` is another lexicon than the one built in, for measuring on evidence left out of it.
pub fn run(explain: bool, year: Option<i32>, lexicon: Option<&Path>) -> Result<Outcome, Failure> {
    let lexicon = lexicon.map_or(Ok(Lexicon::embedded()), other)?;
    let rows =
        rows(std::io::stdin().lock()).map_err(|e| Failure::new(format!("cannot read the rows of standard input: {e}")).help(COLUMNS))?;
    stdout::bytes(&answer(&Linker { lexicon, year, balances: false }, &rows, explain)?)
}

const COLUMNS: &str = "give CSV with the columns statement_id, statement (IS, BS, CF, EQ or other), line, label";

fn other(path: &Path) -> Result<Lexicon, Failure> {
    let bytes = std::fs::read(path).map_err(|e| Failure::new(format!("cannot read {}: {}", path.display(), reason(&e))))?;
    Ok(Lexicon::of(bytes.leak()))
}

/// What is answered to the rows, as CSV.
pub fn answer(linker: &Linker, rows: &[Row], explain: bool) -> Result<Vec<u8>, Failure> {
    let mut records = vec![header(explain)];
    for statement in rows.chunk_by(|a, b| a.statement == b.statement) {
        let linked = statement.iter().zip(link(linker, statement));
        records.extend(linked.map(|(row, linked)| record(row, &linked, explain)));
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    records.iter().try_for_each(|r| writer.write_record(r)).map_err(|e| Failure::new(e.to_string()))?;
    writer.into_inner().map_err(|e| Failure::new(e.to_string()))
}

fn header(explain: bool) -> Vec<String> {
    let reasons = ["filers", "coverage", "considered"].into_iter().filter(|_| explain);
    ["statement_id", "line", "concept", "confidence"].into_iter().chain(reasons).map(str::to_owned).collect()
}

/// The rows of a CSV.
pub fn rows(input: impl Read) -> Result<Vec<Row>, csv::Error> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let headers = reader.headers()?.clone();
    let place = |name: &str| headers.iter().position(|h| h.trim() == name);
    let places = ["statement_id", "statement", "line", "label"].map(place);
    reader.records().map(|record| record.map(|r| row(&places.map(|p| p.and_then(|p| r.get(p)).unwrap_or_default())))).collect()
}

fn row(fields: &[&str; 4]) -> Row {
    let kind = match fields[1] {
        "IS" => StatementKind::Income,
        "BS" => StatementKind::BalanceSheet,
        "CF" => StatementKind::CashFlow,
        "EQ" => StatementKind::Equity,
        _ => StatementKind::Other,
    };
    Row { statement: fields[0].to_owned(), kind, line: fields[2].to_owned(), label: fields[3].to_owned() }
}

fn link(linker: &Linker, statement: &[Row]) -> Vec<Linked> {
    let lines: Vec<LinkLine> = statement.iter().map(|row| as_line(&row.label)).collect();
    linker.explain(statement[0].kind, &lines)
}

fn as_line(label: &str) -> LinkLine<'_> {
    LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Unknown, amounts: &[], parts: &[] }
}

fn record(row: &Row, linked: &Linked, explain: bool) -> Vec<String> {
    let candidates = &linked.candidates;
    let chosen = candidates.first().filter(|c| c.confidence >= ACCEPT);
    let concept = chosen.map(|c| c.concept.to_string()).unwrap_or_default();
    let confidence = candidates.first().map(|c| c.confidence.to_string()).unwrap_or_default();
    let mut record = vec![row.statement.clone(), row.line.clone(), concept, confidence];
    if explain {
        record.push(format!("{:.0}", linked.grounds.filers));
        record.push(format!("{:.2}", linked.grounds.coverage));
        record.push(candidates.iter().map(|c| format!("{} {}", c.concept, c.confidence)).collect::<Vec<_>>().join("; "));
    }
    record
}
