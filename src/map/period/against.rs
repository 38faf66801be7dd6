//! Columns that hold what changed from one time to another: `Q3 2012 vs. Q3 2011`.

use crate::map::phrase::{Comparison, Phrase};
use crate::table::Table;
use crate::text::has_any;

/// Beside columns of a time of their own a header of two times heads changes; so does a title of two times that says so over columns that name none.
pub(super) fn settle(phrases: &mut [Phrase], table: &Table) {
    let timed = |phrase: &Phrase| phrase.is_period() || phrase.against;
    if phrases.iter().any(|p| p.is_period() && !p.against && p.comparison == Comparison::None) {
        phrases.iter_mut().filter(|p| p.against).for_each(|p| p.comparison = Comparison::Change);
    } else if !phrases.iter().any(timed) && table.titles.last().is_some_and(|title| heads_changes(title.as_str())) {
        phrases.iter_mut().filter(|p| p.comparison == Comparison::None).for_each(|p| p.comparison = Comparison::Change);
    }
}

/// `Q2 2026 vs. Q2 2025, better (worse)`.
fn heads_changes(title: &str) -> bool {
    let lower = title.to_ascii_lowercase();
    let versus = [" vs. ", " vs ", " versus "].iter().find_map(|w| Some((lower.find(w)?, w.len())));
    let Some((at, len)) = versus.filter(|_| has_any(&lower, &["b(w)", "change", "variance", "better", "fav"])) else { return false };
    [&title[..at], &title[at + len..]].iter().all(|side| Phrase::parse(side).is_period())
}
