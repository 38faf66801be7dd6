//! The header of an EDGAR submission: who filed what, when, and for which period.

use chrono::NaiveDate;

use crate::document::Submission;
use crate::source::{Source, Span};
use crate::text::Text;

/// Reads the header fields. Of several filers the first one counts.
pub fn submission(source: &Source, head: Span) -> Submission {
    let mut submission = Submission::default();
    let mut at = head.start as usize;
    for line in source.slice(head).split_inclusive('\n') {
        if let Some((name, value)) = field(line) {
            note(&mut submission, &name, Text::folded(value, at + offset(line, value)));
        }
        at += line.len();
    }
    submission
}

/// `NAME: value`, or `<NAME>value` in the tagged form; the name in capitals.
fn field(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let (name, value) = match line.strip_prefix('<') {
        Some(tagged) => tagged.split_once('>')?,
        None => line.split_once(':')?,
    };
    let value = value.trim();
    (!value.is_empty()).then(|| (name.trim().replace('-', " ").to_ascii_uppercase(), value))
}

/// Where `part`, a slice of `line`, begins in it.
fn offset(line: &str, part: &str) -> usize {
    part.as_ptr() as usize - line.as_ptr() as usize
}

fn note(submission: &mut Submission, name: &str, value: Text) {
    let slot = match name {
        "ACCESSION NUMBER" => &mut submission.accession,
        "CONFORMED SUBMISSION TYPE" | "TYPE" => &mut submission.form,
        "CENTRAL INDEX KEY" | "CIK" => &mut submission.cik,
        "COMPANY CONFORMED NAME" | "CONFORMED NAME" => &mut submission.company,
        "STANDARD INDUSTRIAL CLASSIFICATION" | "ASSIGNED SIC" => {
            submission.sic = submission.sic.take().or_else(|| sic(&value));
            return;
        }
        _ => return note_date(submission, name, &value),
    };
    slot.get_or_insert(value);
}

fn note_date(submission: &mut Submission, name: &str, value: &Text) {
    match name {
        "CONFORMED PERIOD OF REPORT" | "PERIOD" => submission.period = submission.period.or_else(|| date(value)),
        "FILED AS OF DATE" | "FILING DATE" => submission.filed = submission.filed.or_else(|| date(value)),
        "FISCAL YEAR END" => submission.fiscal_year_end = submission.fiscal_year_end.or_else(|| month_day(value)),
        _ => {}
    }
}

/// The code in `ELECTRONIC COMPUTERS [3571]`, or a bare one.
fn sic(value: &Text) -> Option<Text> {
    let words = value.as_str();
    let start = words.rfind('[').map_or(0, |i| i + 1);
    let end = start + words[start..].bytes().take_while(u8::is_ascii_digit).count();
    (end > start).then(|| value.slice(start..end))
}

fn digits(value: &Text, count: usize) -> Option<&str> {
    value.as_str().get(..count).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))
}

fn date(value: &Text) -> Option<(NaiveDate, Span)> {
    let d = digits(value, 8)?;
    let date = NaiveDate::from_ymd_opt(d[..4].parse().ok()?, d[4..6].parse().ok()?, d[6..].parse().ok()?)?;
    Some((date, value.span_of(0..8)))
}

/// Month and day as EDGAR keeps them: `0230` and the like occur, and are no day.
fn month_day(value: &Text) -> Option<((u32, u32), Span)> {
    let d = digits(value, 4)?;
    let (month, day) = (d[..2].parse().ok()?, d[2..].parse().ok()?);
    NaiveDate::from_ymd_opt(2000, month, day).map(|_| ((month, day), value.span_of(0..4)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_know_their_places() {
        let head = "<SEC-HEADER>x.hdr.sgml : 20110117\r\nACCESSION NUMBER:\t\t0001193125-11-009392\r\nCONFORMED PERIOD OF REPORT:\t20110118\r\n\
            \t\tCOMPANY CONFORMED NAME:\t\t\tAPPLE INC\r\n\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tELECTRONIC COMPUTERS [3571]\r\n\
            \t\tFISCAL YEAR END:\t\t\t0930\r\n\t\tCOMPANY CONFORMED NAME:\t\t\tOTHER INC\r\n";
        let source = Source::from_text("x", head);
        let submission = submission(&source, Span::new(0, head.len()));
        assert_eq!(submission.company.unwrap().as_str(), "APPLE INC");
        let sic = submission.sic.unwrap();
        assert_eq!((sic.as_str(), source.slice(sic.span().unwrap())), ("3571", "3571"));
        let (period, span) = submission.period.unwrap();
        assert_eq!((period.to_string().as_str(), source.slice(span)), ("2011-01-18", "20110118"));
        assert_eq!(submission.fiscal_year_end.unwrap().0, (9, 30));
    }

    #[test]
    fn the_tagged_form_is_read_alike() {
        let head =
            "<SUBMISSION>\n<ACCESSION-NUMBER>0000912057-00-012345\n<TYPE>8-K\n<PERIOD>20000131\n<CIK>0000000042\n<ASSIGNED-SIC>7372\n";
        let submission = submission(&Source::from_text("x", head), Span::new(0, head.len()));
        assert_eq!(submission.form.unwrap().as_str(), "8-K");
        assert_eq!(submission.sic.unwrap().as_str(), "7372");
        assert_eq!(submission.accession.unwrap().as_str(), "0000912057-00-012345");
    }
}
