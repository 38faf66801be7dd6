//! Figures that are glued to what stands before them: to a leader, to another figure, to their label.

use std::ops::Range;

use super::word::{CURRENCIES, is_dash, mark, number, well_formed};

/// The leader in a word that it leads from a label to a figure, or to the sign of one: `.....8,088,342`, `Revenues......$24,345`, `____(12)`.
/// Digits alone behind dots may be a fraction, and are left.
pub(super) fn leader(word: &str) -> Option<Range<usize>> {
    let ends = |word: &str| word.ends_with(|c: char| c.is_ascii_digit() || c == ')' || !c.is_alphabetic() && c != '.');
    if !ends(word) {
        return None;
    }
    let is_leader = |c: char| matches!(c, '.' | '…' | '_') || is_dash(c);
    let begins = |(at, c): &(usize, char)| matches!(c, '.' | '…') || matches!(c, '_' | '-') && word[at + 1..].starts_with(*c);
    let (start, _) = word.char_indices().find(begins)?;
    let length = word[start..].find(|c| !is_leader(c))?;
    let (run, rest) = (&word[start..start + length], &word[start + length..]);
    let signed = rest.starts_with(['$', '(']);
    let long = run.chars().count() >= 3 || start == 0 && run.starts_with('.') && (signed || rest.contains(','));
    let printed = || number(rest).is_some() && (signed || rest.contains([',', '.'])) || CURRENCIES.contains(&rest);
    (long && printed() && !mark(rest)).then_some(start..start + length)
}

/// Where a second figure begins in a word: after a number with the sign or bracket that begins another one. A mark behind it is none.
pub(super) fn seam(word: &str) -> Option<usize> {
    let figure = |part: &str| number(part).is_some() && part.contains([',', '.']) && !part.ends_with(is_dash);
    let begins = |at: usize| {
        let (first, rest) = word.split_at(at);
        figure(first)
            && (word[at..].starts_with('$') || first.ends_with(')'))
            && !mark(rest)
            && (rest == "$" || rest.bytes().any(|b| b.is_ascii_digit()))
    };
    word.match_indices(['$', '(']).map(|(at, _)| at).find(|at| *at > 0 && begins(*at))
}

/// Where a figure begins that the end of a label runs into: `amortization12,345`, `(000s)2,612,000`.
pub(super) fn run_in(word: &str) -> Option<usize> {
    let at = word.bytes().rposition(|b| !(b.is_ascii_digit() || b == b',' || b == b'.'))? + 1;
    let (label, figure) = (&word.as_bytes()[..at], &word[at..]);
    let ends = |b: &u8| b.is_ascii_lowercase() || *b == b')' && label.iter().any(u8::is_ascii_lowercase);
    let (whole, _) = figure.split_once('.').unwrap_or((figure, ""));
    let mut groups = whole.split(',');
    let grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len())) && groups.clone().next().is_some();
    (label.last().is_some_and(ends) && grouped && groups.all(|group| group.len() == 3) && well_formed(figure)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::super::word::{WordKind, words};

    #[test]
    fn figures_without_a_blank_between_them() {
        let cut = |line: &str| words(line, 0..line.len()).into_iter().map(|w| line[w.start..w.end].to_owned()).collect::<Vec<_>>();
        assert_eq!(cut("$(2,365)$(2,007)$ (12)"), ["$(2,365)", "$(2,007)", "$", "(12)"]);
        assert_eq!(
            cut("(1,234)(1,100) 5,060(a) 12%(1) $1.10-$1.20 a$b(c)"),
            ["(1,234)", "(1,100)", "5,060(a)", "12%(1)", "$1.10-$1.20", "a$b(c)"]
        );
        assert!(matches!(WordKind::of("12.77c"), WordKind::Number { .. }) && WordKind::of("401c") == WordKind::Plain);
    }

    #[test]
    fn labels_that_run_into_their_figure() {
        let cut = |line: &str| words(line, 0..line.len()).into_iter().map(|w| line[w.start..w.end].to_owned()).collect::<Vec<_>>();
        assert_eq!(cut("(000s)2,612,000 amortization12,345.6 7"), ["(000s)", "2,612,000", "amortization", "12,345.6", "7"]);
        assert_eq!(
            cut("(1)2,612 Q1,Q2,000 item1,2,3 FY2,004 June30,2004"),
            ["(1)2,612", "Q1,Q2,000", "item1,2,3", "FY2,004", "June30,2004"]
        );
    }

    #[test]
    fn leaders_that_touch_a_figure() {
        let cut =
            |line: &str| words(line, 0..line.len()).into_iter().map(|w| (line[w.start..w.end].to_owned(), w.from)).collect::<Vec<_>>();
        let word = |text: &str, from| (text.to_owned(), from);
        assert_eq!(cut("Shares ....8,088,342 7,902"), [word("Shares", 0), word("8,088,342", 11), word("7,902", 21)]);
        assert_eq!(cut("Revenues......$24,345 12"), [word("Revenues", 0), word("$24,345", 14), word("12", 22)]);
        assert_eq!(cut("Loss ____(345) . . .$1.55"), [word("Loss", 0), word("(345)", 9), word("$1.55", 20)]);
        assert_eq!(cut("Loss -----24,345 ...$ 7"), [word("Loss", 0), word("24,345", 10), word("$", 20), word("7", 22)]);
        // a fraction or a whole number; a note's mark; a range
        assert_eq!(
            cut("Per share ....63 -1,234 U.S.$5"),
            [word("Per", 0), word("share", 4), word("....63", 10), word("-1,234", 17), word("U.S.$5", 24)]
        );
    }
}
