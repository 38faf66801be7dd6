//! Which of a label's numbers of shares are authorized, issued, outstanding: by the words that stand before or behind them.

use std::ops::Range;

use super::Particular;

/// A word of state, or several joined ("issued and outstanding"), with its place.
struct Stated {
    range: Range<usize>,
    states: Vec<Particular>,
}

/// For each number, given by its place in a label in lower case, what it counts; nothing for one of which the label says nothing.
///
/// A label says it behind its numbers ("30,000,000 shares authorized, 13,577,000 shares issued") or in front of them ("issued 13,577,000,
/// outstanding 13,432,000"), as its last clause shows.
pub(super) fn of(lower: &str, numbers: &[Range<usize>]) -> Vec<Vec<Particular>> {
    let stated = stated(lower);
    // what brackets say of treasury shares alone
    let held = held(lower);
    let outside = |number: &Range<usize>| !held.as_ref().is_some_and(|held| held.contains(&number.start));
    let shown: Vec<Range<usize>> = numbers.iter().filter(|n| outside(n)).cloned().collect();
    let behind = shown.last().zip(stated.last()).is_some_and(|(number, state)| state.range.start > number.start);
    let parted = |from: usize, to: usize| lower[from..to].contains(';');
    let next = |number: &Range<usize>| stated.iter().find(|s| s.range.start >= number.end && !parted(number.end, s.range.start));
    let last = |number: &Range<usize>| stated.iter().rev().find(|s| s.range.end <= number.start && !parted(s.range.end, number.start));
    let before = |number: &Range<usize>| stated.iter().rev().find(|s| s.range.end <= number.start);
    let of_number = |number: &Range<usize>| {
        let near = if behind { next(number).or(last(number)) } else { last(number).or(next(number)) };
        near.or(before(number))
    };
    let states = |number: &Range<usize>| match outside(number) {
        true => of_number(number).map(|s| s.states.clone()).unwrap_or_default(),
        false => vec![Particular::Treasury],
    };
    numbers.iter().map(states).collect()
}

/// Brackets at the end that tell how many shares the company holds itself: "(excluding shares held in treasury of 3,168,796)".
fn held(lower: &str) -> Option<Range<usize>> {
    let open = lower.rfind('(')?;
    (lower[open..].contains("treasury") && lower[..open].contains("outstanding")).then_some(open..lower.len())
}

fn stated(lower: &str) -> Vec<Stated> {
    const WORDS: [(&str, Particular); 3] =
        [("authorized", Particular::Authorized), ("issued", Particular::Issued), ("outstanding", Particular::Outstanding)];
    let words = WORDS.iter().flat_map(|(word, state)| lower.match_indices(word).map(|(at, word)| (at..at + word.len(), *state)));
    let mut words: Vec<(Range<usize>, Particular)> = words.collect();
    words.sort_by_key(|(range, _)| range.start);
    let mut found: Vec<Stated> = Vec::new();
    for (range, state) in words {
        let joins = |between: &str| matches!(between.trim(), "and" | "&" | "/" | "and/or" | "or");
        match found.last_mut().filter(|before| joins(&lower[before.range.end..range.start])) {
            Some(before) => {
                before.range.end = range.end;
                before.states.push(state);
            }
            None => found.push(Stated { range, states: vec![state] }),
        }
    }
    found.retain(|stated| !is_of_none(lower, &stated.range));
    found
}

/// Whether words of state are of no shares at all: `none issued`, `issued - none`, `no shares outstanding`.
fn is_of_none(lower: &str, range: &Range<usize>) -> bool {
    let blank = |c: char| matches!(c, ' ' | '-' | '–' | '—' | ':');
    let (before, after) = (lower[..range.start].trim_end_matches(blank), lower[range.end..].trim_start_matches(blank));
    ["none", "no shares", "no share"].iter().any(|none| {
        before.strip_suffix(none).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
            || after
                .strip_prefix(none)
                .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric) && !rest.trim_start().starts_with("issued"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(label: &str) -> Vec<String> {
        let lower = label.to_lowercase();
        let mut numbers: Vec<Range<usize>> = Vec::new();
        for (at, _) in lower.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
            match numbers.last_mut().filter(|n| lower[n.end..at].chars().all(|c| c == ',')) {
                Some(number) => number.end = at + 1,
                None => numbers.push(at..at + 1),
            }
        }
        let named = |states: Vec<Particular>| states.iter().map(|s| format!("{s:?}")).collect::<Vec<_>>().join("+");
        of(&lower, &numbers).into_iter().map(named).collect()
    }

    #[test]
    fn behind_the_numbers() {
        assert_eq!(shown("649,736 shares issued, 242,170 shares outstanding"), ["Issued", "Outstanding"]);
        assert_eq!(
            shown("30,000,000 shares authorized; 13,577,000 and 13,432,000 shares issued and outstanding"),
            ["Authorized", "Issued+Outstanding", "Issued+Outstanding"]
        );
        assert_eq!(shown("9,000 shares issued; 8,700 and 8,800 outstanding"), ["Issued", "Outstanding", "Outstanding"]);
        assert_eq!(
            shown(
                "15,000 shares authorized, 11,900 shares issued and 8,731 and 9,113 shares outstanding (excluding shares held in treasury of 3,168 and 2,786)"
            ),
            ["Authorized", "Issued", "Outstanding", "Outstanding", "Treasury", "Treasury"]
        );
        assert_eq!(shown("Authorized 100,000 shares; none issued"), ["Authorized"]);
        assert_eq!(shown("authorized 400,000 shares, issued none"), ["Authorized"]);
        assert_eq!(shown("5,000 shares authorized, no shares issued or outstanding"), ["Authorized"]);
        assert_eq!(
            shown("5,000 shares authorized, none issued; 700 shares authorized, 610 issued"),
            ["Authorized", "Authorized", "Issued"]
        );
    }

    #[test]
    fn before_the_numbers() {
        assert_eq!(shown("authorized - 700,000 shares; issued - 179,020"), ["Authorized", "Issued"]);
        assert_eq!(
            shown(
                "Authorized 60,000 shares, issued 15,868 and outstanding 15,855 shares in 1999; issued 15,841 and outstanding 15,828 in 1998"
            ),
            ["Authorized", "Issued", "Outstanding", "Outstanding", "Issued", "Outstanding", "Outstanding"]
        );
    }
}
