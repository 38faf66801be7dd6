//! Every writer on reports made by hand: the same bytes twice, nothing lost in silence.

mod reports;

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
