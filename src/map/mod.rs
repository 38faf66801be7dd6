//! From what the page shows to what it means: documents and tables become facts and relations.
//!
//! In: `Document`, `Table`. Out: `Report` and the doubts met on the way. Never: bytes of a file format, XBRL syntax.

mod after_tax;
pub(crate) mod arithmetic;
mod averages;
mod calendar;
mod carry;
mod cells;
pub mod concept;
mod conflict;
mod cover;
mod date;
mod days;
mod dimension;
mod discontinued;
mod echo;
mod entity;
mod fiscal;
mod gaap;
mod graph;
mod lines;
mod link;
mod moment;
mod months;
mod name;
mod narrative;
mod news;
mod options;
mod own;
mod par;
mod period;
mod phrase;
mod said;
mod scale;
mod segment;
mod sheet;
mod sign;
mod statement;
mod things;
mod total;
mod unit;

pub use options::{Conflicts, LabelRule, ReadOptions, Taxonomy};

use std::sync::Arc;

use calendar::Calendar;
use graph::Graph;
use narrative::token::Tokens;
use sheet::Sheet;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::report::{Report, StatementKind, Value};
use crate::source::Source;
use crate::table::Table;

/// Makes the fact graph of a laid out release.
pub fn map(source: &Arc<Source>, document: &Document, tables: &[Table], options: &ReadOptions) -> (Report, Vec<Diagnostic>) {
    let (calendar, mut doubts) = Calendar::infer(document, tables, options);
    let (entity, doubt) = entity::entity(document, options);
    doubts.extend(doubt);
    let mut graph = Graph::new(Arc::clone(source), entity, calendar.current_period());
    let sheets = Sheet::all(tables);
    let reports = sheets.iter().any(|sheet| !matches!(sheet.kind, StatementKind::Other | StatementKind::Guidance));
    let (stated, after_tax) = (&echo::Stated::of(document, &sheets), after_tax::AfterTax::of(&sheets));
    let around = cells::Surroundings { reports, calendar: &calendar, options, stated, document, after_tax };
    read_tables(&sheets, &around, &mut graph, &mut doubts);
    let tokens = Tokens::of(document);
    if calendar.is_known() {
        doubts.extend(narrative::read(&mut graph, (document, &tokens), &calendar, options, stated.currency));
    }
    if !graph.facts.is_empty() {
        doubts.extend(cover::read(&mut graph, document, &tokens, &calendar, options));
    }
    if !graph.facts.is_empty() {
        doubts.extend(entity::doubt_other(document, tables));
    }
    graph.days = days::days(source, document, &sheets);
    doubts.extend(conflict::settle(&mut graph, options.conflicts));
    if graph.facts.is_empty() {
        doubts.push(Diagnostic::new(Code::NotARelease, "no table or sentence that reports results was found"));
    }
    name_entity(&mut graph);
    let mut report = graph.finish();
    if options.taxonomy == Taxonomy::Own {
        own::rename(&mut report);
    }
    (report, doubts)
}

/// The entity goes by the registrant's name that the cover states.
fn name_entity(graph: &mut Graph) {
    let registrant = graph.facts.iter().find(|fact| fact.aspects.concept.local() == "EntityRegistrantName");
    if let Some(Value::Text(name)) = registrant.map(|fact| &fact.value) {
        graph.entity.name = name.clone();
    }
}

/// Reads every table: the statements first, that of income before all, reconciliations last. They and what stands between repeat what the
/// statements state. What leads to no net income may be of a part of the company; what bears no title may call by fewer words what a statement
/// tells apart: "Net income per share", where there are basic and diluted ones.
fn read_tables(sheets: &[Sheet], around: &cells::Surroundings, graph: &mut Graph, doubts: &mut Vec<Diagnostic>) {
    let turn = |sheet: &Sheet| match sheet.kind {
        StatementKind::Income if sheet.states_net_income() && statement::is_titled_income(sheet.table) => 0,
        StatementKind::Income if sheet.states_net_income() => 1,
        // key figures above all else: what they are of, the tables below tell
        StatementKind::Income if sheet.table.titles.is_empty() => 5,
        StatementKind::Income => 2,
        kind if kind.is_statement() => 3,
        StatementKind::Reconciliation | StatementKind::Guidance => 5,
        _ => 4,
    };
    let turns: Vec<u8> = sheets.iter().map(turn).collect();
    for now in 0..=5 {
        for (sheet, _) in sheets.iter().zip(&turns).filter(|(_, turn)| **turn == now) {
            cells::read(sheet, around, graph, doubts);
        }
    }
    graph.statements.sort_by_key(|s| s.span.start);
    total::relate(sheets, graph);
}
