//! Every writer on reports made by hand: the same bytes twice, every fact in every form.

mod reports;

use hemaexport::report::Value;
use hemaexport::write::{CsvOptions, stream};
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
fn what_is_written_piece_by_piece_is_the_main_file() {
    for report in [reports::hemacare(Names::Standard), reports::edges()] {
        for &format in Format::ALL {
            let mut streamed = Vec::new();
            stream(&report, format, &WriteOptions::default(), &mut streamed).unwrap();
            assert!(write(&report, format, &WriteOptions::default()).unwrap().files[0].bytes == streamed, "{}", format.name());
        }
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
