//! What amounts of a sentence are compared with, and how near one is to another.

use rust_decimal::Decimal;

use super::clause::{Mention, Part};
use super::when::When;
use crate::report::Value;

/// What a mention is compared with stands between two reports of its subject: "$8 million for the quarter, versus $7 million, and $31 million for
/// the nine months, versus $30 million".
struct Run {
    /// The amounts reported before it, in order.
    levels: Vec<usize>,
    /// How many amounts they are compared with.
    comparisons: usize,
    /// Which of those the mention is.
    nth: usize,
}

impl Run {
    fn of(at: usize, all: &[Mention]) -> Self {
        let alike = |i: &usize| is_alike(&all[*i], &all[at]);
        let compared = |i: &usize| !is_reported(*i, all);
        let nth = (0..at).rev().filter(alike).take_while(compared).count();
        let before = (0..at).rev().filter(alike).skip_while(compared);
        let mut levels: Vec<usize> = before.take_while(|i| !compared(i)).collect();
        levels.reverse();
        let behind = (at + 1..all.len()).filter(alike).take_while(compared).count();
        Self { levels, comparisons: nth + 1 + behind, nth }
    }
}

fn is_alike(a: &Mention, b: &Mention) -> bool {
    (a.frame, a.beside, a.part) == (b.frame, b.beside, Part::Level) && b.part == Part::Level
}

/// Whether an amount is none of those compared with: nor is one behind them that has a time of its own, "versus $7 million, and for the nine months
/// was $31 million".
fn is_reported(at: usize, all: &[Mention]) -> bool {
    let mention = &all[at];
    let follows = || all[..at].iter().any(|m| is_alike(m, mention) && m.segment == mention.segment);
    mention.segment == 0 || mention.whens.first().is_some_and(|when| !when.is_relative()) && follows()
}

/// The amount that another is compared with, and so what its time is seen from: of several each its own, where there are as many, else the last.
pub(super) fn compared_level(at: usize, all: &[Mention]) -> Option<&Mention> {
    if all[at].part != Part::Level || is_reported(at, all) {
        return None;
    }
    let run = Run::of(at, all);
    let level = if run.levels.len() == run.comparisons { run.levels.get(run.nth) } else { run.levels.last() };
    level.map(|level| &all[*level])
}

/// Whether a mention is the one amount without a time that its subject is compared with.
pub(super) fn compares_without_time(at: usize, all: &[Mention]) -> bool {
    let mention = &all[at];
    // a dividend is raised from the last one
    let raised = mention.subject.found.measure.key == "Dividends";
    mention.segment > 0
        && !raised
        && !mention.subject.found.measure.is_unlisted()
        && mention.whens.is_empty()
        && Run::of(at, all).comparisons == 1
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
