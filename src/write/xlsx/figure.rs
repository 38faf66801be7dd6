//! The cell of one fact: its value, how it is shown, and the note that leads to its source.

use std::collections::HashMap;

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Note, Worksheet, XlsxError};

use super::sheet::Place;
use super::style::{Emphasis, FigureLook, Styles};
use super::sums::{Sum, Verdict, number};
use crate::figure::{Currency, Sign};
use crate::report::{Fact, FactId, Origin, Period, Relation, Report};
use crate::write::lexical::plain;
use crate::write::printed::printed;
use crate::write::rows::words;

/// Longest quotation of the source in a note, in characters.
const QUOTATION: usize = 300;

/// Writes the cells of facts.
pub(super) struct Figures<'a> {
    report: &'a Report,
    /// The notes on figures that are printed in two ways.
    conflicts: HashMap<FactId, &'a str>,
}

impl<'a> Figures<'a> {
    pub(super) fn of(report: &'a Report) -> Self {
        let conflicts = report.relations.iter().filter_map(|relation| match relation {
            Relation::Conflicts { kept, other, note } => Some([(*kept, note.as_str()), (*other, note.as_str())]),
            _ => None,
        });
        Self { report, conflicts: conflicts.flatten().collect() }
    }

    /// Writes a fact: a total that is the sum of cells as a formula, whatever else as printed.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        styles: &mut Styles,
        (row, column): Place,
        id: FactId,
        emphasis: Emphasis,
        sum: Option<&Sum>,
    ) -> Result<(), XlsxError> {
        let fact = self.report.fact(id);
        let broken = sum.is_some_and(|sum| sum.verdict == Verdict::Broken);
        let alarm = broken || self.conflicts.contains_key(&id);
        if let Some(amount) = number(fact) {
            let format = styles.figure(FigureLook { number_format: number_format(fact), emphasis, alarm });
            let float = amount.to_f64().unwrap_or_default();
            match sum.filter(|sum| sum.verdict == Verdict::Exact) {
                Some(sum) => {
                    sheet.write_formula_with_format(row, column, Formula::new(&sum.formula).set_result(float.to_string()), format)?
                }
                None => sheet.write_number_with_format(row, column, float, format)?,
            };
        } else {
            let text = words(&fact.value).unwrap_or_default();
            sheet.write_string_with_format(row, column, super::cell_text(&text), &styles.words)?;
        }
        sheet.insert_note(row, column, &self.note(id, fact, sum))?;
        Ok(())
    }

    fn note(&self, id: FactId, fact: &Fact, sum: Option<&Sum>) -> Note {
        let mut lines = vec![format!("{id} {}", fact.aspects.concept), period_words(fact.aspects.period)];
        lines.extend(fact.aspects.dimensions.iter().map(|(axis, member)| format!("{} = {}", axis.local(), member.local())));
        if let Some(origin) = fact.origins.first() {
            let place = self.report.source.line_column(origin.span().start);
            lines.push(format!("printed “{}” at {place}", self.quotation(origin.span())));
            if let Origin::Sentence { sentence, .. } = origin {
                lines.push(format!("in “{}”", self.quotation(*sentence)));
            }
        }
        lines.push(format!("confidence {}", fact.confidence));
        lines.extend(sum.and_then(sum_words));
        lines.extend(self.conflicts.get(&id).map(|note| (*note).to_owned()));
        let height = 18 * lines.iter().map(|line| line.chars().count().div_ceil(48).max(1)).sum::<usize>() + 12;
        Note::new(lines.join("\n")).set_author("hemaexport").add_author_prefix(false).set_width(320).set_height(height as u32)
    }

    fn quotation(&self, span: crate::source::Span) -> String {
        let text = printed(&self.report.source, span);
        let cut = text.char_indices().nth(QUOTATION).map(|(at, _)| format!("{} …", &text[..at]));
        cut.unwrap_or_else(|| text.into_owned())
    }
}

fn sum_words(sum: &Sum) -> Option<String> {
    match sum.verdict {
        Verdict::Exact => None,
        Verdict::Rounded => Some(format!("its parts give {}: rounding explains the difference", plain(sum.amount))),
        Verdict::Broken => Some(format!("NOT the sum of its parts: they give {}", plain(sum.amount))),
    }
}

/// `2004-01-01 to 2004-03-31`, `at 2004-03-31`.
pub(super) fn period_words(period: Period) -> String {
    period.start().map_or_else(|| format!("at {}", period.end()), |start| format!("{start} to {}", period.end()))
}

/// The printed scale, sign and currency are shown by the number format; the cell holds the full amount.
fn number_format(fact: &Fact) -> String {
    let printed = fact.origins.iter().find_map(Origin::figure);
    let digits = printed.map_or(0, |figure| usize::from(figure.style.fraction_digits));
    let fraction = if digits > 0 { format!(".{}", "0".repeat(digits)) } else { String::new() };
    let scale = scale(fact);
    let (percent, thousands) =
        if scale == -2 { ("%", String::new()) } else { ("", ",".repeat(usize::from(scale.max(0).unsigned_abs()) / 3)) };
    let sign = printed.and_then(|figure| figure.style.currency).map_or("", currency_sign);
    let shape = format!("#,##0{fraction}{thousands}{percent}");
    let negative =
        if printed.is_some_and(|figure| figure.style.sign == Sign::Minus) { format!("-{shape}_)") } else { format!("({shape})") };
    let zero = if printed.is_some_and(|figure| figure.style.dash) { "\"–\"_)".to_owned() } else { format!("{shape}_)") };
    format!("{sign}{shape}_);{sign}{negative};{sign}{zero}")
}

/// The sign, at the cell's left edge as accounts have it.
fn currency_sign(currency: Currency) -> &'static str {
    match currency.code() {
        "USD" => "\"$\"* ",
        "EUR" => "\"€\"* ",
        "GBP" => "\"£\"* ",
        "JPY" => "\"¥\"* ",
        _ => "",
    }
}

/// The power of ten that the release prints a fact in.
pub(super) fn scale(fact: &Fact) -> i8 {
    fact.origins
        .iter()
        .find_map(|origin| match origin {
            Origin::Cell { scale, .. } | Origin::Sentence { scale, .. } => Some(*scale),
            Origin::Passage(_) => None,
        })
        .unwrap_or_default()
}
