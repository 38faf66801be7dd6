//! Labels that go over several lines, made whole.

use super::stub::{Line, is_total};
use super::{seam, words};
use crate::text::Text;

/// What follows the line that is looked at, as far as joining asks.
#[derive(Clone, Copy)]
struct Next {
    indent: u16,
    gap_above: bool,
    /// The indent of the next line that begins a label.
    label: Option<u16>,
}

/// Makes wrapped labels whole.
pub(super) fn join(lines: Vec<Line>) -> Vec<Line> {
    let shape = Labels::of(&lines);
    let following = following(&lines);
    let mut out: Vec<Line> = Vec::with_capacity(lines.len());
    let mut pending: Option<Line> = None;
    for (i, line) in lines.into_iter().enumerate() {
        let next = following.get(i + 1).copied();
        match pending.take() {
            Some(mut head) if shape.goes_on(&head, &line, next) => {
                let still_label = line.is_label();
                head.take_cells(line);
                if still_label { pending = Some(head) } else { out.push(head) }
            }
            Some(head) => {
                out.push(head);
                shape.place(line, next, &mut out, &mut pending);
            }
            None => shape.place(line, next, &mut out, &mut pending),
        }
    }
    out.extend(pending);
    out
}

/// Each line as what follows the one before it.
fn following(lines: &[Line]) -> Vec<Next> {
    let mut label = None;
    let next = |line: &Line| {
        let goes_on = seam::is_continuation(line.text()) || line.label.is_empty();
        label = if goes_on { label } else { Some(line.indent) };
        Next { indent: line.indent, gap_above: line.gap_above, label }
    };
    let mut found: Vec<Next> = lines.iter().rev().map(next).collect();
    found.reverse();
    found
}

/// How the labels of a table are written, as far as joining them asks.
struct Labels {
    /// Characters from the left edge to the end of the longest label beside figures.
    width: usize,
    /// Whether labels begin with a capital, so that one in lower case goes on from the line above.
    capitalised: bool,
    /// The most columns that a row fills.
    filled: usize,
}

impl Labels {
    fn of(lines: &[Line]) -> Self {
        let width = lines
            .iter()
            .filter(|l| !l.is_label())
            .map(|l| usize::from(l.indent) + l.text().chars().count())
            .filter(|&w| w < 120)
            .max()
            .unwrap_or(0);
        // a label begins behind figures or a gap; what follows a line without figures may be its rest, and so may a line without figures
        let begins = |pair: &[Line]| (!pair[0].is_label() || pair[1].gap_above) && !pair[1].label.is_empty() && !pair[1].is_label();
        let first: Vec<&str> = lines.windows(2).filter(|pair| begins(pair)).map(|pair| pair[1].text()).collect();
        let lower = first.iter().filter(|t| seam::is_continuation(t)).count();
        let filled = lines.iter().map(|l| l.filled().count()).max().unwrap_or(0);
        Self { width, capitalised: lower * 2 <= first.len(), filled }
    }

    /// Puts a line that goes on from no open label in its place.
    fn place(&self, line: Line, next: Option<Next>, out: &mut Vec<Line>, pending: &mut Option<Line>) {
        if !line.is_label() {
            return match out.last_mut() {
                Some(last) if self.is_other_half(last, &line) => last.take_half(line),
                _ => out.push(line),
            };
        }
        match out.last_mut() {
            Some(last) if self.ends_below(last, &line, next) => join_wrapped(&mut last.label, &line.label),
            _ => *pending = Some(line),
        }
    }

    /// Whether a line goes on from a label that has no figures yet.
    fn goes_on(&self, head: &Line, line: &Line, next: Option<Next>) -> bool {
        if line.label.is_empty() {
            return !line.is_label()
                && !head.is_section()
                && !line.rule_above
                && !line.gap_above
                && !head.strong
                && !words::is_capitals(head.text());
        }
        if !line.gap_above && seam::awaits_shares(head.text(), line.text()) {
            return true;
        }
        if line.gap_above && !unclosed(head.text()) || head.is_section() || heads_disclosures(head, line) || ends_in_leaders(head.text()) {
            return false;
        }
        if words::begins_reference(line.text()) && !line.is_label() {
            return true;
        }
        if head.text().ends_with(['-', '–']) && line.indent > head.indent && has_sibling(line, next) {
            return false;
        }
        if seam::is_open(head.text()) {
            return !words::is_capitals(head.text()) || words::is_capitals(line.text()) || !head.text().ends_with(',');
        }
        if seam::is_of_marks(line.text()) {
            return true;
        }
        if words::is_capitals(head.text()) != words::is_capitals(line.text()) {
            return false;
        }
        self.capitalised && seam::is_continuation(line.text())
            || seam::is_within_label(head.text(), line.text())
                && (line.is_label() || next.is_some_and(|n| n.gap_above) || !has_sibling(line, next))
            || self.is_full(head, line) && line.indent > head.indent && (!has_sibling(line, next) || goes_on_below(line, next))
    }

    /// Whether a row was printed on two lines, each with the columns that the other lacks: figures stood a little higher than others
    /// beside a label of two lines.
    fn is_other_half(&self, last: &Line, line: &Line) -> bool {
        let goes_on = line.label.is_empty() || self.capitalised && seam::is_continuation(line.text());
        let parts = last.filled().count() + line.filled().count() == self.filled;
        let apart = || line.filled().all(|column| !last.fills(column));
        goes_on && parts && !last.label.is_empty() && !line.rule_above && !line.gap_above && apart()
    }

    /// Whether a label under a row of figures is the rest of that row's label.
    fn ends_below(&self, last: &Line, line: &Line, next: Option<Next>) -> bool {
        if line.gap_above || last.label.is_empty() || last.is_label() {
            return false;
        }
        let new_label = line.is_section() || is_total(line.text());
        if seam::is_cut_off(last.text()) && (!new_label || seam::is_continuation(line.text()))
            || self.capitalised && seam::is_continuation(line.text())
        {
            return true;
        }
        let heads_nothing = next.is_none_or(|next| next.indent < line.indent);
        line.indent > last.indent && heads_nothing && !line.is_section() && !line.strong && self.is_full(last, line)
    }

    /// Whether the next word had found no room on the line of a label.
    fn is_full(&self, head: &Line, line: &Line) -> bool {
        let used = usize::from(head.indent) + head.text().chars().count();
        let word = line.text().split(' ').next().unwrap_or("").chars().count();
        used * 2 >= self.width && used + 1 + word > self.width
    }
}

/// Words that go on behind a hyphen of their own: `Equity-to-` `assets`, `interest-` `bearing`; others were only cut.
const BEFORE_HYPHENS: [&str; 30] = [
    "non", "interest", "long", "short", "pre", "post", "to", "mark", "tax", "cash", "off", "in", "year", "asset", "mortgage", "right",
    "held", "self", "multi", "single", "co", "inter", "full", "part", "low", "high", "fixed", "share", "stock", "equity",
];

/// Appends the next line of a label, a word that the line's end cuts made whole.
pub(super) fn join_wrapped(label: &mut Text, next: &Text) {
    let small = next.as_str().starts_with(|c: char| c.is_lowercase());
    let links = ["and ", "or ", "to "].iter().any(|w| next.as_str().starts_with(w));
    let Some(stem) = label.as_str().strip_suffix('-').filter(|s| s.ends_with(char::is_alphanumeric) && small && !links) else {
        return label.join(next);
    };
    let last = stem.rsplit([' ', '-']).next().unwrap_or("").to_lowercase();
    if !BEFORE_HYPHENS.contains(&last.as_str()) || next.as_str().starts_with("holder") {
        *label = label.slice(0..stem.len());
    }
    label.glue(next);
}

/// Dots lead to where the figures would stand: the label is whole.
fn ends_in_leaders(text: &str) -> bool {
    text.trim_end().ends_with("....") || text.trim_end().ends_with(". . .")
}

/// Whether a line is the usual heading over what was paid: `Supplemental disclosures of cash flow information`.
fn heads_disclosures(head: &Line, line: &Line) -> bool {
    let lower = head.text().to_lowercase();
    let told = lower.starts_with("supplemental disclosure") || lower.starts_with("supplemental cash flow");
    told && line.indent > head.indent && !seam::is_continuation(line.text())
}

fn unclosed(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Whether a line without figures may go on in the next at the same place.
fn goes_on_below(line: &Line, next: Option<Next>) -> bool {
    line.is_label() && !line.is_section() && next.is_some_and(|next| next.indent == line.indent && !next.gap_above)
}

/// Whether the label after a line's stands as deep as the line itself or deeper: then the line belongs to a section or is one.
fn has_sibling(line: &Line, next: Option<Next>) -> bool {
    next.and_then(|next| next.label).is_some_and(|indent| indent >= line.indent)
}
