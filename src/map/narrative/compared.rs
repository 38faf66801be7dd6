//! What amounts of a sentence are compared with, and how near one is to another.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::clause::{Mention, Part};
use super::when::When;
use crate::report::Value;

/// Which amounts of a sentence are compared with which: "$8 million for the quarter, versus $7 million, and $31 million for the nine months, versus
/// $30 million".
#[derive(Default)]
pub(super) struct Comparisons {
    runs: Vec<Run>,
    /// The run that each mention is compared in, and as which of its amounts; none for what is reported.
    run_of: Vec<Option<(usize, usize)>>,
}

/// Amounts of one subject that are reported, and behind them how many they are compared with.
#[derive(Default)]
struct Run {
    levels: Vec<usize>,
    comparisons: usize,
}

impl Comparisons {
    pub(super) fn of(mentions: &[Mention]) -> Self {
        let mut found = Self::default();
        if mentions.iter().all(|m| m.segment == 0) {
            return found;
        }
        // the run of each subject that goes on, and the segment of its last amount
        let mut open: HashMap<(usize, bool), (usize, usize)> = HashMap::new();
        for (at, mention) in mentions.iter().enumerate() {
            found.run_of.push(None);
            if mention.part != Part::Level {
                continue;
            }
            let key = (mention.frame, mention.beside);
            let last = open.get(&key).copied();
            let reported = is_reported(mention, last.map(|(_, segment)| segment));
            let going = last.map(|(run, _)| run).filter(|run| !reported || found.runs[*run].comparisons == 0);
            let run = going.unwrap_or_else(|| {
                found.runs.push(Run::default());
                found.runs.len() - 1
            });
            if reported {
                found.runs[run].levels.push(at);
            } else {
                found.run_of[at] = Some((run, found.runs[run].comparisons));
                found.runs[run].comparisons += 1;
            }
            open.insert(key, (run, mention.segment));
        }
        found
    }

    /// The mention that another is compared with, and so what its time is seen from: of several each its own, where there are as many, else the last.
    pub(super) fn level(&self, at: usize) -> Option<usize> {
        let (run, nth) = (*self.run_of.get(at)?)?;
        let Run { levels, comparisons } = &self.runs[run];
        if levels.len() == *comparisons { levels.get(nth).copied() } else { levels.last().copied() }
    }

    /// Whether a mention is the one amount without a time that its subject is compared with.
    pub(super) fn is_without_time(&self, at: usize, mention: &Mention) -> bool {
        let alone = self.run_of.get(at).copied().flatten().is_some_and(|(run, _)| self.runs[run].comparisons == 1);
        // a dividend is raised from the last one
        let raised = mention.subject.found.measure.key == "Dividends";
        mention.segment > 0 && !raised && !mention.subject.found.measure.is_unlisted() && mention.whens.is_empty() && alone
    }
}

/// Whether an amount is none of those compared with: nor is one right behind them that has a time of its own, "versus $7 million, and for the nine
/// months was $31 million".
fn is_reported(mention: &Mention, last_segment: Option<usize>) -> bool {
    let own_time = || mention.whens.first().is_some_and(|when| !when.is_relative());
    mention.segment == 0 || last_segment == Some(mention.segment) && own_time()
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
