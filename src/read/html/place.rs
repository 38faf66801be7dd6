//! Cells as written to rows of items on the physical columns: spans resolved, stacked lines taken apart, rules and gaps noted.

use crate::text::Text;

use super::marks::{Kind, kind};
use super::page::{Line, Markup, MarkupCell, Piece};
use super::style::Align;

/// Physical columns beyond this are taken for the last: no page is that wide, only a hostile one.
const WIDEST: u16 = 1000;

/// Words in one cell, or one line of a cell with stacked lines.
#[derive(Clone, Debug)]
pub struct Item {
    /// First physical column.
    pub from: u16,
    /// One past the last physical column.
    pub to: u16,
    /// The words.
    pub text: Text,
    /// What they are.
    pub kind: Kind,
    /// Where they stand in the cell.
    pub align: Align,
    /// Distance from the cell's left edge in characters.
    pub indent: u16,
    /// Bold throughout.
    pub bold: bool,
}

/// One row of items.
#[derive(Debug, Default)]
pub struct Row {
    /// Items from left to right.
    pub items: Vec<Item>,
    /// A rule stands above.
    pub rule_above: bool,
    /// An empty row stands above.
    pub gap_above: bool,
}

/// Places the cells of a table.
pub fn rows(markup: Markup) -> Vec<Row> {
    let mut placing = Placing::default();
    for row in markup.rows {
        placing.row(row.cells);
    }
    let mut rows = placing.rows;
    // where every row is ruled off the rules say nothing
    if rows.iter().filter(|r| r.rule_above).count() * 5 > rows.len() * 4 && rows.len() > 4 {
        rows.iter_mut().for_each(|r| r.rule_above = false);
    }
    rows
}

#[derive(Default)]
struct Placing {
    rows: Vec<Row>,
    /// For each physical column, how many more rows a cell from above covers it.
    covered: Vec<u16>,
    rule: bool,
    gap: bool,
}

struct Placed {
    from: u16,
    to: u16,
    lines: Vec<(Line, Kind)>,
    rule_above: bool,
    rule_below: bool,
}

impl Placing {
    fn row(&mut self, cells: Vec<MarkupCell>) {
        let placed = self.place(cells);
        let above = placed.iter().any(|c| c.rule_above);
        let below = placed.iter().any(|c| c.rule_below);
        let mut lines = split(placed);
        lines.iter_mut().for_each(|items| items.sort_by_key(|i| i.from));
        self.rule |= above;
        self.gap |= lines.iter().all(Vec::is_empty) && !above && !below;
        for items in lines {
            self.line(items);
        }
        self.rule |= below;
    }

    /// One line of items; one that consists of rules is no row.
    fn line(&mut self, mut items: Vec<Item>) {
        if items.iter().any(|i| is_rule(i.text.as_str())) {
            items.retain(|i| !is_rule(i.text.as_str()));
            self.rule = true;
        }
        if !items.is_empty() {
            let (rule_above, gap_above) = (std::mem::take(&mut self.rule), std::mem::take(&mut self.gap));
            self.rows.push(Row { items, rule_above, gap_above });
        }
    }

    fn place(&mut self, cells: Vec<MarkupCell>) -> Vec<Placed> {
        let mut at = 0_u16;
        let mut placed = Vec::with_capacity(cells.len());
        let mut spans = Vec::new();
        for cell in cells {
            while self.covered.get(usize::from(at)).is_some_and(|&rows| rows > 0) {
                at += 1;
            }
            let to = at.saturating_add(cell.columns).min(WIDEST);
            let from = at.min(WIDEST - 1);
            if cell.rows > 1 {
                spans.push((from, to, cell.rows));
            }
            let (rule_above, rule_below) = (cell.rule_above, cell.rule_below);
            placed.push(Placed { from, to, lines: kinds(lines(cell.flow)), rule_above, rule_below });
            at = to;
        }
        self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        for (from, to, rows) in spans {
            if self.covered.len() < usize::from(to) {
                self.covered.resize(usize::from(to), 0);
            }
            self.covered[usize::from(from)..usize::from(to)].fill(rows - 1);
        }
        placed
    }
}

/// A cell's lines; a small table inside a cell is a line of it.
fn lines(flow: Vec<Piece>) -> Vec<Line> {
    let mut lines = Vec::new();
    for piece in flow {
        match piece {
            Piece::Line(line) => lines.push(line),
            Piece::Table(markup) => lines.extend(line_of_table(markup)),
            Piece::Pre(text) => lines.extend(text_lines(&text)),
            Piece::Rule => {}
        }
    }
    lines
}

fn kinds(lines: Vec<Line>) -> Vec<(Line, Kind)> {
    lines
        .into_iter()
        .map(|line| {
            let kind = kind(&line.text, line.mark);
            (line, kind)
        })
        .collect()
}

fn line_of_table(markup: Markup) -> Option<Line> {
    let all = markup.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| lines(cell.flow));
    all.filter(|line| !line.text.is_empty()).reduce(|mut line, next| {
        line.text.join(&next.text);
        line
    })
}

fn text_lines(text: &Text) -> Vec<Line> {
    let mut at = 0;
    let mut lines = Vec::new();
    for raw in text.as_str().split_inclusive('\n') {
        let line = text.slice(at..at + raw.len()).trimmed();
        let indent = (raw.len() - raw.trim_start().len()).min(200) as u16;
        lines.push(Line { text: line, indent, ..Line::default() });
        at += raw.len();
    }
    lines
}

/// The rows a row of cells stands for: one, or several when figures are stacked in its cells line by line.
fn split(placed: Vec<Placed>) -> Vec<Vec<Item>> {
    let stacks = |keep_empty: bool| stacked(&placed, keep_empty);
    let (count, keep_empty) = match (stacks(true), stacks(false)) {
        (Some(count), _) => (count, true),
        (None, Some(count)) => (count, false),
        (None, None) => return vec![placed.into_iter().filter_map(whole).collect()],
    };
    let mut rows: Vec<Vec<Item>> = (0..count).map(|_| Vec::new()).collect();
    for cell in placed {
        let lines = cell.lines.into_iter().filter(|(line, _)| keep_empty || !line.text.is_empty());
        for (row, (line, kind)) in rows.iter_mut().zip(lines) {
            row.extend(item(cell.from, cell.to, line, kind));
        }
    }
    rows
}

/// In how many lines figures are stacked: every cell with more than a line has as many, and in some cell each is a figure.
fn stacked(placed: &[Placed], keep_empty: bool) -> Option<usize> {
    let count = |cell: &Placed| cell.lines.iter().filter(|(line, _)| keep_empty || !line.text.is_empty()).count();
    let filled = |cell: &&Placed| cell.lines.iter().any(|(line, _)| !line.text.is_empty());
    let figures = placed.iter().filter(filled).filter(|cell| cell.lines.iter().filter(|l| is_figure(l)).count() > 1 && all_figures(cell));
    let lines = figures.map(count).max()?;
    let agree = placed.iter().filter(filled).all(|cell| count(cell) == lines || cell.lines.len() == 1 && is_sign(cell));
    (lines > 1 && lines <= 500 && agree).then_some(lines)
}

fn all_figures(cell: &Placed) -> bool {
    cell.lines.iter().all(|line| line.0.text.is_empty() || is_figure(line) || is_rule(line.0.text.as_str()))
}

fn is_figure((_, kind): &(Line, Kind)) -> bool {
    matches!(kind, Kind::Figure | Kind::Year)
}

fn is_sign(cell: &Placed) -> bool {
    cell.lines.iter().all(|(_, kind)| matches!(kind, Kind::Opening | Kind::Closing))
}

fn item(from: u16, to: u16, line: Line, kind: Kind) -> Option<Item> {
    let Line { text, align, indent, bold, .. } = line;
    (!text.is_empty()).then_some(Item { from, to, kind, text, align, indent, bold })
}

/// All lines of a cell as one item.
fn whole(cell: Placed) -> Option<Item> {
    let (from, to) = (cell.from, cell.to);
    let mut lines = cell.lines.into_iter().filter(|(line, _)| !line.text.is_empty());
    let (mut line, mut of_line) = lines.next()?;
    for (next, _) in lines {
        line.text.join(&next.text);
        line.bold &= next.bold;
        line.mark &= next.mark;
        of_line = kind(&line.text, line.mark);
    }
    item(from, to, line, of_line)
}

/// Whether words are a rule drawn with characters. A dash or two is a figure, not a rule.
fn is_rule(words: &str) -> bool {
    let strokes = words.chars().filter(|c| !c.is_whitespace());
    let drawn = |c: char| matches!(c, '-' | '=' | '_' | '—' | '–' | '─' | '═');
    strokes.clone().all(drawn)
        && (strokes.clone().count() > 4 || strokes.clone().count() > 1 && strokes.clone().all(|c| c == '=' || c == '_'))
}
