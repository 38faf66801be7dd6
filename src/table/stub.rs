//! The rows under a header: wrapped labels made whole, depth from indents, sections, items and totals told apart.

use rust_decimal::Decimal;

use super::wrap::{join, join_wrapped};
use super::{Row, RowKind, label, seam, words};
use crate::document::{Cell, GridRow};
use crate::figure::{Figure, Sign};
use crate::text::Text;

/// A grid row taken apart.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) label: Text,
    pub(super) indent: u16,
    pub(super) strong: bool,
    pub(super) figures: Vec<Option<Figure>>,
    pub(super) words: Vec<Option<Box<Text>>>,
    pub(super) rule_above: bool,
    pub(super) gap_above: bool,
}

impl Line {
    fn of(row: &GridRow, count: usize) -> Self {
        let stub = row.cells.first().filter(|c| c.column == 0);
        let (mut figures, mut words) = (vec![None; count], vec![None; count]);
        for cell in row.cells.iter().filter(|c| c.column > 0 && usize::from(c.column) <= count) {
            let at = usize::from(cell.column) - 1;
            figures[at] = Figure::from_cell(&cell.text);
            if figures[at].is_none() {
                words[at] = Some(Box::new(cell.text.clone()));
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

    pub(super) fn is_label(&self) -> bool {
        self.figures.iter().all(Option::is_none) && self.words.iter().all(Option::is_none)
    }

    /// Whether something stands in a column.
    pub(super) fn fills(&self, column: usize) -> bool {
        self.figures[column].is_some() || self.words[column].is_some()
    }

    /// The columns in which something stands.
    pub(super) fn filled(&self) -> impl Iterator<Item = usize> {
        (0..self.figures.len()).filter(|column| self.fills(*column))
    }

    pub(super) fn text(&self) -> &str {
        self.label.as_str()
    }

    /// Whether the line holds nothing but marks of footnotes under the headers: `(unaudited)  (1)`.
    fn is_of_marks(&self) -> bool {
        let mark = |f: &Figure| {
            f.style.sign == Sign::Brackets && f.style.currency.is_none() && f.style.fraction_digits == 0 && f.amount > Decimal::from(-10)
        };
        let remark = |t: &Text| t.as_str().starts_with('(') && t.as_str().ends_with(')');
        let remarks = self.words.iter().flatten().map(Box::as_ref).chain((!self.label.is_empty()).then_some(&self.label));
        self.figures.iter().flatten().all(mark) && remarks.clone().next().is_some() && !self.is_label() && remarks.into_iter().all(remark)
    }

    pub(super) fn is_section(&self) -> bool {
        self.text().trim_end().ends_with(':') && !seam::is_open(self.text())
    }

    /// Takes over the cells of a line whose label goes on with this one's.
    pub(super) fn take_cells(&mut self, other: Self) {
        join_wrapped(&mut self.label, &other.label);
        self.figures = other.figures;
        self.words = other.words;
        self.rule_above |= other.rule_above;
    }

    /// Takes over the other half of a row that was printed on two lines.
    pub(super) fn take_half(&mut self, mut other: Self) {
        join_wrapped(&mut self.label, &other.label);
        for column in 0..self.figures.len() {
            self.figures[column] = self.figures[column].take().or(other.figures[column].take());
            self.words[column] = self.words[column].take().or(other.words[column].take());
        }
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

pub(super) fn is_total(label: &str) -> bool {
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
        assert_eq!(labels(&["TOTAL REVENUES", "  (3) (4)|9|7", "  Licenses|1|2"])[0], "TOTAL REVENUES");
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
    fn a_row_printed_on_two_lines() {
        let lines =
            ["Interest on loans|9|-1%|8", "Income after provision for|5||", "loan losses||-9%|7", "Fees|2||", "other||1%|2", "Net|||4"];
        let grid = grid(&lines);
        let (rows, _) = rows(&grid.rows.iter().collect::<Vec<_>>(), None, 3);
        let shown: Vec<_> = rows.iter().map(|r| (r.stub.as_str(), r.figures.iter().flatten().count())).collect();
        assert_eq!(shown, [("Interest on loans", 3), ("Income after provision for loan losses", 3), ("Fees other", 3), ("Net", 1)]);
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
