//! What a format can't carry is said: a test for each case.

mod reports;

use std::sync::Arc;

use chrono::NaiveDate;
use hemaexport::diagnostic::Code;
use hemaexport::figure::Currency;
use hemaexport::report::{Decimals, FactId, Period, Relation, Unit, Value};
use hemaexport::taxonomy::DataType;
use hemaexport::{Format, ReadOptions, Report, Source, WriteOptions, write};
use reports::Names;

/// What writing says it lost.
fn losses(report: &Report, format: Format) -> Vec<String> {
    let said = write(report, format, &WriteOptions::default()).expect("the report is written").diagnostics;
    assert!(said.iter().all(|loss| loss.code == Code::NotRepresentable), "{said:?}");
    said.into_iter().map(|loss| loss.message).collect()
}

/// The one loss; a report that is whole has none.
fn only(report: &Report, format: Format, words: &[&str]) {
    let losses = losses(report, format);
    let told = losses.len() == 1 && words.iter().all(|word| losses[0].contains(word));
    assert!(told, "{} says {losses:?} and not one loss with {words:?}", format.name());
}

fn whole() -> Report {
    reports::hemacare(Names::Standard)
}

/// The first fact of a concept.
fn place(report: &Report, concept: &str) -> usize {
    report.facts.iter().position(|fact| fact.aspects.concept.local() == concept).expect("a fact of the fixture")
}

fn day(month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2004, month, 1).expect("a day")
}

fn number(amount: &str) -> Value {
    Value::Number { amount: amount.parse().expect("an amount"), decimals: Decimals::Places(0) }
}

/// Every form of XBRL takes its facts from the same place.
const XBRL: [Format; 7] =
    [Format::Xbrl, Format::InlineXbrl, Format::XbrlJson, Format::XbrlCsv, Format::Xbri, Format::Xbr, Format::ReportPackage];

#[test]
fn nothing_is_said_of_a_report_that_is_whole() {
    for &format in Format::ALL {
        assert_eq!(losses(&whole(), format), Vec::<String>::new(), "{}", format.name());
    }
}

#[test]
fn facts_that_xbrl_has_no_form_for() {
    type Change = fn(&mut hemaexport::report::Fact);
    let cases: [(&str, Change, &str); 8] = [
        ("Revenues", |fact| fact.aspects.period = Period::Instant(day(3)), "wants a duration and its period is an instant"),
        ("Revenues", |fact| fact.aspects.period = Period::Duration { start: day(3), end: day(1) }, "ends (2004-01-01) before it begins"),
        (
            "OtherAssetsCurrent",
            |fact| fact.aspects.period = Period::Duration { start: day(1), end: day(3) },
            "wants an instant and its period is a duration",
        ),
        ("Revenues", |fact| fact.aspects.unit = None, "a number without a unit"),
        ("Revenues", |fact| fact.aspects.unit = Some(Unit::per_share(Currency::USD)), "its unit USD/shares does not suit"),
        ("TradingSymbol", |fact| fact.aspects.unit = Some(Unit::pure()), "has a unit but is no number"),
        ("TradingSymbol", |fact| fact.value = Value::Boolean(true), "not of its concept's type"),
        ("Revenues", |fact| fact.value = Value::Text("much".to_owned()), "not of its concept's type monetaryItemType"),
    ];
    for (concept, change, reason) in cases {
        let mut report = whole();
        let at = place(&report, concept);
        change(&mut report.facts[at]);
        XBRL.iter().for_each(|&format| only(&report, format, &[&format!("f{} ", at + 1), concept, "left out of the XBRL", reason]));
    }
}

#[test]
fn a_fraction_of_what_is_counted_in_whole() {
    let mut report = reports::edges();
    report.facts.retain(|fact| !["EdgeMisfit", "EdgeTextBlock"].contains(&fact.aspects.concept.local()));
    let at = place(&report, "EdgeStores");
    report.facts[at].value = number("1.5");
    XBRL.iter().for_each(|&format| only(&report, format, &["EdgeStores", "1.5 is not whole"]));
}

#[test]
fn characters_that_xml_has_no_place_for() {
    let mut report = whole();
    let at = place(&report, "TradingSymbol");
    report.facts[at].value = Value::Text("HE\u{1}MA".to_owned());
    XBRL.iter().for_each(|&format| only(&report, format, &["TradingSymbol", "XML has no place for"]));
    for format in [Format::Csv, Format::JsonLd, Format::Turtle, Format::Ndjson, Format::Sqlite, Format::Postgresql] {
        assert_eq!(losses(&report, format), Vec::<String>::new(), "{}", format.name());
    }
}

#[test]
fn control_characters_of_the_release_in_its_inline_form() {
    let mut report = whole();
    report.source = Arc::new(Source::from_text("a.txt", format!("{}\u{c}page 2\u{c}", report.source.text())));
    only(&report, Format::InlineXbrl, &["2 control characters", "XML"]);
    only(&report, Format::Xbri, &["2 control characters", "XML"]);
}

#[test]
fn parts_of_a_page_that_inline_xbrl_has_no_place_for() {
    let page = "<html><body><p>ACME INC.<p>Statements of Operations<p><input><svg></svg><table>\
                <tr><td><td colspan=2>Three Months Ended March 31,<tr><td><td>2004<td>2003\
                <tr><td>Net sales<td>$1,200<td>$1,100<tr><td>Cost of sales<td>800<td>700<tr><td>Gross profit<td>$400<td>$400</table>";
    let source = Arc::new(Source::from_text("release.htm", page));
    let report = hemaexport::read(&source, None, &ReadOptions::default()).expect("a page").report;
    only(&report, Format::InlineXbrl, &["left out of the document", "1 input", "1 svg"]);
}

/// The total assets as the sum of some of the facts before it.
fn sum(report: &Report, total: &str, parts: &[(usize, i8)]) -> Relation {
    let parts = parts.iter().map(|(at, weight)| (FactId::new(*at), *weight)).collect();
    Relation::SumsTo { total: FactId::new(place(report, total)), parts, statement: 1 }
}

#[test]
fn sums_that_hold_in_their_own_table_alone() {
    let mut report = whole();
    let part = place(&report, "OtherAssetsCurrent");
    report.relations = vec![sum(&report, "Assets", &[(part, 1)])];
    only(
        &report,
        Format::Xbrl,
        &["Assets = OtherAssetsCurrent is left out of the calculation linkbase", "does not hold for the facts of 2004-03-31"],
    );
}

#[test]
fn sums_that_the_sides_of_the_books_forbid() {
    let mut report = whole();
    let part = place(&report, "OtherAssetsCurrent");
    report.relations = vec![sum(&report, "Assets", &[(part, -1)])];
    only(&report, Format::Xbrl, &["Assets = - OtherAssetsCurrent is left out", "(debit, credit) forbid"]);
}

#[test]
fn sums_over_members_or_periods() {
    let mut report = whole();
    let parts: Vec<(usize, i8)> =
        (0..report.facts.len()).filter(|at| !report.facts[*at].aspects.dimensions.is_empty()).map(|at| (at, 1)).collect();
    report.relations = vec![sum(&report, "Revenues", &parts[..2])];
    only(&report, Format::Xbrl, &["1 sums of parts that are set apart", "us-gaap:Revenues"]);
}

#[test]
fn labels_beyond_what_edgar_takes() {
    let mut report = whole();
    report.statements[0].lines[0].label = "Revenues ".repeat(80);
    only(&report, Format::Xbrl, &["1 labels are longer than 511", "Revenues Revenues"]);
}

#[test]
fn nothing_and_words_that_cells_alter() {
    let cases = [
        (Value::Nil, "is nil", true),
        (Value::Text("é".repeat(40_000)), "longer than the 32767 characters", true),
        (Value::Text("A\nB".to_owned()), "several lines", false),
        (Value::Text("=A1".to_owned()), "apostrophe", false),
        (Value::Text("A\0B".to_owned()), "NUL", false),
    ];
    for (value, loss, of_workbook) in cases {
        let mut report = whole();
        let at = place(&report, "TradingSymbol");
        report.facts[at].value = value;
        match (loss, of_workbook) {
            ("is nil", _) => [Format::Csv, Format::Xlsx].iter().for_each(|&format| only(&report, format, &["TradingSymbol", loss])),
            (_, true) => only(&report, Format::Xlsx, &["TradingSymbol", loss]),
            (_, false) => only(&report, Format::Csv, &["TradingSymbol", loss]),
        }
    }
}

#[test]
fn findings_longer_than_a_cell_are_cut_and_the_workbook_is_written() {
    let finding = hemaexport::Diagnostic::new(Code::LowConfidence, "x".repeat(70_000)).help("y".repeat(70_000));
    let options = WriteOptions { findings: vec![finding], ..WriteOptions::default() };
    let said = write(&whole(), Format::Xlsx, &options).expect("a workbook").diagnostics;
    assert!(said.len() == 1 && said[0].message.contains("finding 1"), "{said:?}");
}

#[test]
fn a_character_that_postgresql_refuses() {
    let mut report = whole();
    let at = place(&report, "TradingSymbol");
    report.facts[at].value = Value::Text("HE\0MA".to_owned());
    only(&report, Format::Postgresql, &[&format!("-f{}:", at + 1), "NUL"]);
}

#[test]
fn an_amount_beyond_the_warehouses_is_an_error_that_names_the_fact() {
    let mut report = whole();
    let at = place(&report, "Revenues");
    report.facts[at].value = number("0.0000000001");
    let id = format!("-f{} ", at + 1);
    for format in [Format::Parquet, Format::Arrow, Format::Postgresql] {
        let error = write(&report, format, &WriteOptions::default()).unwrap_err().to_string();
        assert!(error.contains("0.0000000001") && error.contains(&id) && error.contains("DECIMAL(38,9)"), "{error}");
    }
    for format in [Format::Csv, Format::Ndjson, Format::Sqlite, Format::JsonLd] {
        assert_eq!(losses(&report, format), Vec::<String>::new(), "{}", format.name());
    }
}

#[test]
fn a_type_of_words_that_has_no_such_form() {
    let mut report = reports::edges();
    report.facts.retain(|fact| !["EdgeMisfit", "EdgeTextBlock"].contains(&fact.aspects.concept.local()));
    let at = place(&report, "EdgeMonthDay");
    report.facts[at].value = Value::Text("31 December".to_owned());
    only(&report, Format::Xbrl, &["EdgeMonthDay", "not of its concept's type"]);
    assert_eq!(report.concepts[&report.facts[at].aspects.concept].data_type, DataType::MonthDay);
}
