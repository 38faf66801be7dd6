//! The rows under a header: wrapped labels made whole, depth from indents, sections, items and totals told apart.

use rust_decimal::Decimal;

use super::{Row, RowKind, label, words};
use crate::document::{Cell, GridRow};
use crate::figure::{Figure, Sign};
use crate::text::Text;

/// A grid row taken apart.
#[derive(Clone, Debug)]
struct Line {
    label: Text,
    indent: u16,
    strong: bool,
    figures: Vec<Option<Figure>>,
    words: Vec<Option<Text>>,
    rule_above: bool,
    gap_above: bool,
}

impl Line {
    fn of(row: &GridRow, count: usize) -> Self {
        let stub = row.cells.first().filter(|c| c.column == 0);
        let (mut figures, mut words) = (vec![None; count], vec![None; count]);
        for cell in row.cells.iter().filter(|c| c.column > 0 && usize::from(c.column) <= count) {
            let at = usize::from(cell.column) - 1;
            figures[at] = Figure::from_cell(&cell.text);
            if figures[at].is_none() {
                words[at] = Some(cell.text.clone());
            }
        }
        Self {
            label: stub.map(|c| c.text.clone()).unwrap_or_default(),
            indent: stub.map_or(0, |c| c.indent),
            strong: stub.is_some_and(|c| c.strong),
            figures,
            words,
            rule_above: row.rule_above,
            gap_above: row.gap_above,
        }
    }

    fn is_label(&self) -> bool {
        self.figures.iter().all(Option::is_none) && self.words.iter().all(Option::is_none)
    }

    fn text(&self) -> &str {
        self.label.as_str()
    }

    /// Whether the line holds nothing but marks of footnotes under the headers: `(unaudited)  (1)`.
    fn is_of_marks(&self) -> bool {
        let mark = |f: &Figure| {
            f.style.sign == Sign::Brackets && f.style.currency.is_none() && f.style.fraction_digits == 0 && f.amount > Decimal::from(-10)
        };
        let remark = |t: &Text| t.as_str().starts_with('(') && t.as_str().ends_with(')');
        let remarks = self.words.iter().flatten().chain((!self.label.is_empty()).then_some(&self.label));
        self.figures.iter().flatten().all(mark) && remarks.clone().next().is_some() && !self.is_label() && remarks.into_iter().all(remark)
    }

    fn is_section(&self) -> bool {
        self.text().trim_end().ends_with(':') && !words::is_open(self.text())
    }

    /// Takes over the cells of a line whose label goes on with this one's.
    fn take_cells(&mut self, other: Self) {
        join_wrapped(&mut self.label, &other.label);
        self.figures = other.figures;
        self.words = other.words;
        self.rule_above |= other.rule_above;
    }
}

/// Makes rows of the grid rows of a body, and sets remarks apart.
pub(super) fn rows(body: &[&GridRow], section: Option<&Cell>, count: usize) -> (Vec<Row>, Vec<Text>) {
    let mut lines: Vec<Line> = body.iter().map(|row| Line::of(row, count)).filter(|line| !line.is_of_marks()).collect();
    let notes = take_notes(&mut lines);
    let mut joined = join(lines);
    if let Some(cell) = section {
        let heading = GridRow { cells: vec![cell.clone()], ..GridRow::default() };
        joined.insert(0, Line::of(&heading, count));
    }
    let levels = levels(&joined);
    let mut rows: Vec<Row> = joined.into_iter().map(|line| row(line, &levels)).collect();
    // a rule over the first row underlines the header
    if let Some(first) = rows.iter_mut().find(|r| r.kind != RowKind::Section) {
        first.rule_above = false;
        if first.kind == RowKind::Total && !first.stub.is_empty() && !is_total(first.stub.as_str()) {
            first.kind = RowKind::Item;
        }
    }
    (rows, notes)
}

/// Takes footnotes and remarks out: marked lines after the last figures, and lines too long for a label.
fn take_notes(lines: &mut Vec<Line>) -> Vec<Text> {
    let last = lines.iter().rposition(|l| !l.is_label()).map_or(0, |i| i + 1);
    let mut notes: Vec<Text> = Vec::new();
    let mut kept = Vec::with_capacity(lines.len());
    for (i, line) in lines.drain(..).enumerate() {
        let tail =
            i >= last && (!notes.is_empty() || words::begins_note(line.text()) || words::is_caption(line.text()) || line.text().len() > 80);
        if line.is_label() && (tail || line.text().len() > 250) {
            notes.push(line.label);
        } else {
            kept.push(line);
        }
    }
    *lines = kept;
    notes
}

/// The line after the one that is looked at, as far as joining asks.
#[derive(Clone, Copy)]
struct Next {
    indent: u16,
    goes_on: bool,
}

/// Makes wrapped labels whole.
fn join(lines: Vec<Line>) -> Vec<Line> {
    let shape = Labels::of(&lines);
    let following: Vec<Next> =
        lines.iter().map(|l| Next { indent: l.indent, goes_on: words::is_continuation(l.text()) || l.label.is_empty() }).collect();
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

/// How the labels of a table are written, as far as joining them asks.
struct Labels {
    /// Characters from the left edge to the end of the longest label beside figures.
    width: usize,
    /// Whether labels begin with a capital, so that one in lower case goes on from the line above.
    capitalised: bool,
}

impl Labels {
    fn of(lines: &[Line]) -> Self {
        let width = lines.iter().map(|l| usize::from(l.indent) + l.text().chars().count()).filter(|&w| w < 120).max().unwrap_or(0);
        // a label begins behind figures or a gap; what follows a line without figures may be its rest, and so may a line without figures
        let begins = |pair: &[Line]| (!pair[0].is_label() || pair[1].gap_above) && !pair[1].label.is_empty() && !pair[1].is_label();
        let first: Vec<&str> = lines.windows(2).filter(|pair| begins(pair)).map(|pair| pair[1].text()).collect();
        let lower = first.iter().filter(|t| words::is_continuation(t)).count();
        Self { width, capitalised: lower * 2 <= first.len() }
    }

    /// Puts a line that goes on from no open label in its place.
    fn place(&self, line: Line, next: Option<Next>, out: &mut Vec<Line>, pending: &mut Option<Line>) {
        if !line.is_label() {
            return out.push(line);
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
        if line.gap_above && !unclosed(head.text()) || head.is_section() || ends_in_leaders(head.text()) {
            return false;
        }
        if words::begins_reference(line.text()) && !line.is_label() {
            return true;
        }
        if head.text().ends_with(['-', '–']) && line.indent > head.indent && has_sibling(line, next) {
            return false;
        }
        if words::is_open(head.text()) {
            return !words::is_capitals(head.text()) || words::is_capitals(line.text()) || !head.text().ends_with(',');
        }
        if words::is_capitals(head.text()) != words::is_capitals(line.text()) {
            return false;
        }
        self.capitalised && words::is_continuation(line.text())
            || self.is_full(head, line) && line.indent > head.indent && !has_sibling(line, next)
    }

    /// Whether a label under a row of figures is the rest of that row's label.
    fn ends_below(&self, last: &Line, line: &Line, next: Option<Next>) -> bool {
        if line.gap_above || last.label.is_empty() || last.is_label() {
            return false;
        }
        let new_label = line.is_section() || is_total(line.text());
        if words::is_cut_off(last.text()) && (!new_label || words::is_continuation(line.text()))
            || self.capitalised && words::is_continuation(line.text())
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
fn join_wrapped(label: &mut Text, next: &Text) {
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

fn unclosed(text: &str) -> bool {
    text.matches('(').count() > text.matches(')').count()
}

/// Whether the row after a line stands as deep as the line itself or deeper: then the line belongs to a section or is one.
fn has_sibling(line: &Line, next: Option<Next>) -> bool {
    next.is_some_and(|next| next.indent >= line.indent && !(next.goes_on && line.is_label()))
}

/// The indents that make a level of their own, ascending.
fn levels(lines: &[Line]) -> Vec<u16> {
    let mut indents: Vec<u16> = lines.iter().filter(|l| !l.label.is_empty()).map(|l| l.indent).collect();
    indents.sort_unstable();
    let mut levels: Vec<u16> = Vec::new();
    for group in indents.chunk_by(|a, b| a == b) {
        let step = levels.last().map_or(u16::MAX, |&last| group[0] - last);
        if step >= 2 || group.len() >= 2 {
            levels.push(group[0]);
        }
    }
    levels
}

fn row(line: Line, levels: &[u16]) -> Row {
    let depth = levels.partition_point(|&level| level <= line.indent).max(1) - 1;
    let depth = if line.label.is_empty() { 0 } else { depth };
    let stub = label::clean(&line.label);
    let kind = kind(&line, stub.as_str());
    Row {
        stub,
        depth: u8::try_from(depth).unwrap_or(u8::MAX),
        kind,
        rule_above: line.rule_above,
        gap_above: line.gap_above,
        scale: None,
        figures: line.figures,
        words: line.words,
    }
}

fn kind(line: &Line, label: &str) -> RowKind {
    if line.is_label() {
        RowKind::Section
    } else if is_total(label) || line.rule_above && !line.gap_above || label.is_empty() {
        RowKind::Total
    } else {
        RowKind::Item
    }
}

fn is_total(label: &str) -> bool {
    let first = label.split([' ', ',', ':']).next().unwrap_or("").to_lowercase();
    matches!(first.as_str(), "total" | "totals" | "subtotal" | "sub-total")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assemble::fixture::grid;

    fn found(lines: &[&str]) -> Vec<(String, u8, RowKind)> {
        let grid = grid(lines);
        let (rows, _) = rows(&grid.rows.iter().collect::<Vec<_>>(), None, usize::from(grid.columns) - 1);
        rows.into_iter().map(|r| (r.stub.as_str().to_owned(), r.depth, r.kind)).collect()
    }

    fn labels(lines: &[&str]) -> Vec<String> {
        found(lines).into_iter().map(|(label, ..)| label).collect()
    }

    #[test]
    fn labels_wrapped_above_their_figures() {
        let found = labels(&["Earnings per", "  share:", "  Basic earnings", "   (loss) per", "   share|0.43|0.39", "  Diluted|0.41|0.38"]);
        assert_eq!(found, ["Earnings per share:", "Basic earnings (loss) per share", "Diluted"]);
    }

    #[test]
    fn narrow_columns_wrap_every_label() {
        let found = labels(&[
            "Assets:",
            "  Federal Home",
            "   Loan Bank",
            "   stock|7,247|8,580",
            "  Loans held",
            "   for sale|2,072|1,496",
            "    Total",
            "     interest",
            "     income|19,225|20,757",
            " Provision",
            "  (Benefit) for",
            "  income taxes|2,939|3,109",
            " Net income|1|2",
        ]);
        assert_eq!(
            found,
            [
                "Assets:",
                "Federal Home Loan Bank stock",
                "Loans held for sale",
                "Total interest income",
                "Provision (Benefit) for income taxes",
                "Net income"
            ]
        );
    }

    #[test]
    fn leaders_end_a_label_and_references_go_on() {
        assert_eq!(labels(&["Equity-to-", "  assets ratio|9.81|9.70", "Other|1|2"])[0], "Equity-to-assets ratio");
        assert_eq!(labels(&["Total liabili-", "  ties|9|7", "Other|1|2"])[0], "Total liabilities");
        assert_eq!(labels(&["Total stock-", "  holders' equity|9|7", "Other|1|2"])[0], "Total stockholders' equity");
        let found = labels(&["Commitments (notes 9 and 10)......", "Total|60|50", "Unusual charges", "(Note 4)|3|2"]);
        assert_eq!(found, ["Commitments", "Total", "Unusual charges"]);
    }

    #[test]
    fn a_dash_may_end_a_section() {
        let found = labels(&[
            "Discontinued operations-",
            "  Basic|0.09|0.01",
            "  Diluted|0.09|0.01",
            "Continuing operations-",
            "  Basic|1|1",
            "  Diluted|1|1",
        ]);
        assert_eq!(found[..3], ["Discontinued operations-", "Basic", "Diluted"]);
    }

    #[test]
    fn labels_wrapped_below_their_figures() {
        let found = labels(&["Shares used in computing basic|26|25", "per share", "Net revenues|5|4"]);
        assert_eq!(found, ["Shares used in computing basic per share", "Net revenues"]);
    }

    #[test]
    fn sections_stay_sections() {
        let found = found(&["Operating expenses:", "  Research|5|4", "  Selling|5|4", "    Total|10|8", "^Income|1|2"]);
        assert_eq!(found[0], ("Operating expenses:".to_owned(), 0, RowKind::Section));
        assert_eq!(found[3].1, 2);
        assert_eq!(found[3].2, RowKind::Total);
        assert_eq!(found[4].2, RowKind::Total);
        assert_eq!(labels(&["ASSETS", "Cash and cash equivalents|5|4", "Inventories|1|1"])[0], "ASSETS");
    }

    #[test]
    fn lines_that_nobody_takes_for_a_section() {
        let found = labels(&[
            "Equity:",
            "Preferred stock, $.01 par value; issued",
            "and outstanding -- none",
            "Common stock, $.10 par value",
            "25,000,000 shares authorized,",
            "10,046,019 shares issued|1,005|1,001",
            "Retained earnings|1|1",
        ]);
        assert_eq!(found[1], "Preferred stock, $.01 par value; issued and outstanding -- none");
        assert_eq!(found[2], "Common stock, $.10 par value 25,000,000 shares authorized, 10,046,019 shares issued");
    }

    #[test]
    fn unlabelled_subtotals_and_notes() {
        let found = found(&["General|4|2", "Interest|5|1", "^|9|3", "Income|14|9", "(1) Reclassified to conform."]);
        assert_eq!(found.len(), 4);
        assert_eq!(found[2], (String::new(), 0, RowKind::Total));
    }
}
