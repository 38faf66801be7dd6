//! What amounts of a sentence are compared with, and how near one is to another.

use rust_decimal::Decimal;

use super::clause::{Mention, Part};
use super::when::When;
use crate::report::Value;

/// Whether a mention is the one amount without a time that its subject is compared with.
pub(super) fn compares_without_time(mention: &Mention, all: &[Mention]) -> bool {
    let alike = |m: &&Mention| (m.frame, m.beside, m.part) == (mention.frame, mention.beside, Part::Level) && m.segment > 0;
    // a dividend is raised from the last one
    let raised = mention.subject.found.measure.key == "Dividends";
    mention.segment > 0
        && !raised
        && !mention.subject.found.measure.is_unlisted()
        && mention.whens.is_empty()
        && all.iter().filter(alike).count() == 1
}

/// The frame in which the sentence reported before on what a mention compares: "net income of $2 million on sales of $9 million, versus net
/// income of $3 million".
pub(super) fn reported_before(mention: &Mention, all: &[Mention]) -> Option<usize> {
    let seen_from = mention.segment > 0 || mention.whens.first().is_some_and(When::is_relative);
    let same = |m: &&Mention| m.frame < mention.frame && m.segment == 0 && m.subject.is_named_as(&mention.subject);
    all.iter().filter(|_| seen_from).rfind(same).map(|m| m.frame)
}

/// Whether two amounts differ as by a slip of the pen and not as different things do.
pub(super) fn slip(a: &Value, b: &Value) -> bool {
    let (Value::Number { amount: x, decimals: dx }, Value::Number { amount: y, decimals: dy }) = (a, b) else { return false };
    dx == dy && x.is_sign_negative() == y.is_sign_negative() && is_near(a, b)
}

/// Whether neither of two amounts is more than half as large again as the other.
pub(super) fn is_near(a: &Value, b: &Value) -> bool {
    let (Value::Number { amount: x, .. }, Value::Number { amount: y, .. }) = (a, b) else { return false };
    let two_thirds = Decimal::new(67, 2);
    x.abs() * two_thirds < y.abs() && y.abs() * two_thirds < x.abs()
}
