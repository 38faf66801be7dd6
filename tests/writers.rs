//! Every writer on reports made by hand: the same bytes twice, nothing lost in silence.

mod reports;

use hemaexport::report::{Decimals, Value};
use hemaexport::write::CsvOptions;
use hemaexport::{Format, WriteOptions, write};
use reports::Names;

#[test]
fn writing_twice_gives_the_same_bytes() {
    for report in [reports::hemacare(Names::Standard), reports::hemacare(Names::Own), reports::edges()] {
        for &format in Format::ALL {
            let twice: Vec<_> = (0..2).map(|_| write(&report, format, &WriteOptions::default()).unwrap().files).collect();
            assert_eq!(twice[0], twice[1], "{}", format.name());
        }
    }
}

#[test]
fn what_xbrl_cannot_carry_is_said() {
    let output = write(&reports::edges(), Format::Xbrl, &WriteOptions::default()).unwrap();
    let messages: Vec<_> = output.diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(messages.len(), 1, "{messages:?}");
    assert!(messages[0].contains("EdgeMisfit") && messages[0].contains("unit"), "{messages:?}");
}

#[test]
fn what_spreadsheets_cannot_carry_is_said() {
    let mut report = reports::edges();
    let text = report.facts.iter_mut().find(|fact| fact.aspects.concept.local() == "EdgeString").unwrap();
    text.value = Value::Text("é".repeat(40_000));
    for (format, losses) in [(Format::Csv, vec!["EdgeNil"]), (Format::Xlsx, vec!["EdgeString", "EdgeNil"])] {
        let output = write(&report, format, &WriteOptions::default()).unwrap();
        let messages: Vec<_> = output.diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages.len(), losses.len(), "{messages:?}");
        assert!(messages.iter().zip(&losses).all(|(message, loss)| message.contains(loss)), "{messages:?}");
    }
}

#[test]
fn the_wide_table_holds_every_fact() {
    let report = reports::edges();
    for decimal_comma in [false, true] {
        let csv = CsvOptions { wide: true, decimal_comma, delimiter: b';', byte_order_mark: true };
        let output = write(&report, Format::Csv, &WriteOptions { csv, ..WriteOptions::default() }).unwrap();
        assert_eq!(output.files[0].name, "facts_wide.csv");
        let bytes = output.files[0].bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
        let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes);
        let cells: Vec<String> = rows
            .records()
            .flat_map(|row| row.unwrap().iter().skip(5).map(str::to_owned).collect::<Vec<_>>())
            .filter(|c| !c.is_empty())
            .collect();
        let nil = report.facts.iter().filter(|fact| fact.value == Value::Nil).count();
        assert_eq!(cells.len(), report.facts.len() - nil);
        assert!(cells.iter().any(|cell| cell == if decimal_comma { "0,03" } else { "0.03" }), "{cells:?}");
    }
}

#[test]
fn an_amount_beyond_the_warehouses_is_an_error_that_names_the_fact() {
    let mut report = reports::hemacare(Names::Standard);
    report.facts[12].value = Value::Number { amount: "0.0000000001".parse().unwrap(), decimals: Decimals::Places(10) };
    for format in [Format::Parquet, Format::Arrow, Format::Postgresql] {
        let error = write(&report, format, &WriteOptions::default()).unwrap_err().to_string();
        assert!(error.contains("0.0000000001") && error.contains("-f13 ") && error.contains("DECIMAL(38,9)"), "{error}");
    }
    for format in [Format::Csv, Format::Ndjson, Format::Sqlite, Format::JsonLd] {
        assert!(write(&report, format, &WriteOptions::default()).is_ok(), "{}", format.name());
    }
}

#[test]
fn a_character_that_postgresql_refuses_is_said() {
    let output = write(&reports::edges(), Format::Postgresql, &WriteOptions::default()).unwrap();
    assert_eq!(output.diagnostics.len(), 1, "{:?}", output.diagnostics);
    assert!(output.diagnostics[0].message.contains("NUL"), "{:?}", output.diagnostics);
    assert!(!output.files[0].bytes.contains(&0));
}
