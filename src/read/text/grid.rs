//! Makes a grid of the lines of a table.

use std::borrow::Cow;

use crate::document::{Cell, Grid, GridRow};
use crate::read::gutter::{self, Alignment, Column, Place};
use crate::source::Span;
use crate::text::Text;

use super::area::TableArea;
use super::chunk::{Chunk, ChunkKind};
use super::cut;
use super::header::{self, HeadLine};
use super::line::{Class, Line};
use super::page::Page;
use super::rule::{self, is_drawn};
use super::word::{WordKind, mark};

/// A line of a table on its way to a row.
#[derive(Default)]
struct Draft {
    chunks: Vec<Chunk>,
    rule_above: bool,
    gap_above: bool,
    /// Counts the pages the table runs over.
    section: usize,
    /// Whether it is a line of column headers.
    header: bool,
    /// Pieces of the rule right below.
    rules: Vec<(u32, u32)>,
}

/// Lays out the lines of a table in rows and columns; two tables printed side by side come as two grids.
pub fn grids(page: &Page, lines: &[Line], table: &TableArea) -> Vec<Grid> {
    let mut drafts = drafts(page, lines, table);
    sign_changes(page, &mut drafts);
    figures_of_labels(&mut drafts);
    let halves = match second_stub(&drafts) {
        Some(column) => beside(drafts, column),
        None => vec![drafts],
    };
    halves.into_iter().filter_map(|drafts| grid(page, drafts)).collect()
}

fn grid(page: &Page, mut drafts: Vec<Draft>) -> Option<Grid> {
    let expected = expected(page, &drafts);
    unmark_raised(page, &mut drafts, expected);
    let mut alignment = align(&drafts, expected);
    if free_figures(page, &mut drafts, &alignment) {
        alignment = align(&drafts, expected);
    }
    if alignment.columns.is_empty() {
        return None;
    }
    let builder = Builder { page, columns: &alignment.columns, left: leftmost(&drafts) };
    let rows = builder.rows(&drafts, &alignment);
    let last = rows.iter().flat_map(|r| &r.cells).map(Cell::end).max()?;
    let span = rows.iter().flat_map(|r| &r.cells).filter_map(|c| c.text.span()).reduce(Span::cover)?;
    Some(Grid { span, columns: last.max(alignment.columns.len() as u16 + 1), rows })
}

/// A figure that begins a line right where labels do, before others, ends the label of the line above: `net of allowances of $472 and` over `$484`.
fn figures_of_labels(drafts: &mut [Draft]) {
    const INDENT: u32 = 12;
    let left = leftmost(drafts);
    for at in 1..drafts.len() {
        let (above, line) = drafts.split_at_mut(at);
        let label = above.last().filter(|d| !d.header && d.chunks.len() == 1 && !d.chunks[0].is_figure()).map(|d| d.chunks[0]);
        let Some(label) = label.filter(|label| label.from < left + INDENT) else { continue };
        if let [first, second, ..] = line[0].chunks.as_mut_slice()
            && !line[0].header
            && first.kind == ChunkKind::Figure
            && second.is_figure()
            && first.from >= label.from
            && first.to < label.to.min(left + 2 * INDENT)
            && second.from > label.to.min(first.to + INDENT)
        {
            first.kind = ChunkKind::Words;
        }
    }
}

/// In a table that writes increases `+  2`, decreases are written `- 34`: a single dash right before a number is its sign.
fn sign_changes(page: &Page, drafts: &mut [Draft]) {
    let words = |chunk: &Chunk| &page.words[chunk.range()];
    let plus = |c: &Chunk| c.is_figure() && words(c).strip_prefix('+').is_some_and(|rest| rest.starts_with(' '));
    if !drafts.iter().filter(|d| !d.header).flat_map(|d| &d.chunks).any(plus) {
        return;
    }
    for draft in drafts.iter_mut().filter(|d| !d.header) {
        let mut at = 1;
        while at < draft.chunks.len() {
            let (dash, number) = (draft.chunks[at - 1], draft.chunks[at]);
            let bare = number.kind == ChunkKind::Figure && words(&number).starts_with(|c: char| c.is_ascii_digit() || c == '.');
            if words(&dash) == "-" && bare && number.from <= dash.to + 3 {
                draft.chunks[at] = Chunk { start: dash.start, from: dash.from, ..number };
                draft.chunks.remove(at - 1);
            } else {
                at += 1;
            }
        }
    }
}

/// Where the labels of a second table begin, right of the figures of the first: most rows have words there, between figures.
fn second_stub(drafts: &[Draft]) -> Option<u32> {
    let middle = |d: &&Draft| {
        let first = d.chunks.iter().position(Chunk::is_figure)?;
        let last = d.chunks.iter().rposition(Chunk::is_figure)?;
        d.chunks[first..last].iter().find(|c| !c.is_figure() && c.to - c.from >= 4).map(|c| c.from)
    };
    let body = || drafts.iter().filter(|d| !d.header);
    let mut places: Vec<u32> = body().filter(|d| !d.chunks[0].is_figure()).filter_map(|d| middle(&d)).collect();
    places.sort_unstable();
    let from = *places.first()?;
    let near = places.iter().filter(|&&p| p - from <= 8).count();
    let clear = body().flat_map(|d| &d.chunks).filter(|c| c.from < from && c.to > from).count();
    let rows = body().filter(|d| d.chunks.iter().any(Chunk::is_figure)).count();
    (near >= 3 && near * 2 >= rows && near * 10 >= places.len() * 8 && clear * 10 <= rows).then_some(from)
}

/// Parts the lines at a column.
fn beside(drafts: Vec<Draft>, column: u32) -> Vec<Vec<Draft>> {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for draft in drafts {
        let (before, behind) = draft.chunks.iter().partition::<Vec<Chunk>, _>(|c| (c.from + c.to) / 2 < column);
        let rules = draft.rules.iter().partition::<Vec<(u32, u32)>, _>(|r| r.0 < column);
        let part = |chunks, rules| Draft { chunks, rules, ..draft };
        left.extend(Some(part(before, rules.0)).filter(|d| !d.chunks.is_empty()));
        right.extend(Some(part(behind, rules.1)).filter(|d| !d.chunks.is_empty()));
    }
    vec![left, right]
}

/// Frees figures that stand only one blank behind their label, by the column they end in, or where a long label pushed the first of a full row
/// out of its column. Answers whether it did.
fn free_figures(page: &Page, drafts: &mut [Draft], alignment: &Alignment) -> bool {
    let mut freed = false;
    for (draft, placed) in drafts.iter_mut().zip(&alignment.rows).filter(|(d, _)| !d.header) {
        let ceiling = placed.first().map_or(alignment.columns.len(), |&first| first);
        let at = draft.chunks.iter().position(Chunk::is_figure).unwrap_or(draft.chunks.len());
        let Some(label) = at.checked_sub(1).map(|i| draft.chunks[i]) else { continue };
        let in_column = alignment.columns[..ceiling].iter().any(|c| c.edge.abs_diff(label.to) <= 1);
        let words = &page.words[label.range()];
        let Some((words, number)) = words.rsplit_once(' ') else { continue };
        let pushed = || is_pushed(&alignment.columns, placed, label.to) && !leads_to_number(words);
        if !(in_column || pushed()) {
            continue;
        }
        let WordKind::Number { tail, year: false } = WordKind::of(number) else { continue };
        let length = number.chars().count() as u32;
        let edge = label.to - tail as u32;
        let figure = Chunk { start: label.end - number.len(), from: label.to - length, edge, kind: ChunkKind::Figure, ..label };
        let to = label.from + words.trim_end().chars().count() as u32;
        draft.chunks[at - 1] = Chunk { end: label.start + words.trim_end().len(), to, edge: to, ..label };
        draft.chunks.insert(at, figure);
        freed = true;
    }
    freed
}

/// Whether words end between the first column and the second where a row has figures in all columns but the first.
fn is_pushed(columns: &[Column], placed: &[usize], end: u32) -> bool {
    let [first, second, ..] = columns else { return false };
    placed.len() + 1 == columns.len() && placed[0] == 1 && end > first.edge && end < second.edge
}

/// Whether a number behind words belongs to them: `Due within 12`, `Tier 1`.
fn leads_to_number(words: &str) -> bool {
    const LEADS: [&str; 18] = [
        "of", "to", "at", "in", "than", "within", "over", "under", "tier", "level", "note", "no.", "class", "series", "phase", "least",
        "-", "and",
    ];
    words.rsplit(' ').next().is_some_and(|last| LEADS.iter().any(|lead| last.eq_ignore_ascii_case(lead)))
}

fn drafts(page: &Page, lines: &[Line], table: &TableArea) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut next = Draft::default();
    let repeated = |at: usize| {
        let after = table.repeated.partition_point(|r| r.start <= at);
        after.checked_sub(1).is_some_and(|i| table.repeated[i].contains(&at))
    };
    for (at, line) in lines.iter().enumerate().take(table.body.end).skip(table.head.start).filter(|(at, _)| !repeated(*at)) {
        match line.class {
            Class::Blank => next.gap_above = true,
            Class::Rule => {
                next.rule_above = true;
                if let Some(last) = drafts.last_mut().filter(|d| d.rules.is_empty() && !next.gap_above) {
                    last.rules = rule::rule_pieces(page, line.head as usize..line.end as usize);
                }
            }
            Class::Break => next.section += 1,
            Class::Row | Class::Words if mark(line.text(page)) && line.class == Class::Words => {}
            Class::Row | Class::Words => {
                let section = next.section;
                let mut draft = Draft { chunks: chunks(page, line), header: table.head.contains(&at), ..std::mem::take(&mut next) };
                next.section = section;
                if draft.header {
                    let (left, rules) = rule::without_rules(page, &draft.chunks);
                    if let Cow::Owned(left) = left {
                        draft.chunks = left;
                    }
                    if let Some(last) = drafts.last_mut().filter(|d| d.rules.is_empty() && !draft.gap_above) {
                        last.rules = rules;
                    }
                }
                if !draft.chunks.is_empty() {
                    drafts.push(draft);
                }
            }
            Class::Tag | Class::Furniture => {}
        }
    }
    drafts
}

/// The chunks of a line; a year at its head is a label, and a line without figures has none.
fn chunks(page: &Page, line: &Line) -> Vec<Chunk> {
    let mut chunks = line.chunks(page).to_vec();
    // a rule over the total below stands beside the first line of its label
    let drawn = |c: &Chunk| page.words[c.range()].split_whitespace().all(is_drawn);
    if chunks.len() > 1 && !drawn(&chunks[0]) {
        chunks.retain(|c| !drawn(c));
    }
    if line.class == Class::Words {
        chunks.iter_mut().filter(|c| c.kind != ChunkKind::Year).for_each(|c| c.kind = ChunkKind::Words);
    }
    if line.class == Class::Row
        && let Some(first) = chunks.first_mut().filter(|c| c.kind == ChunkKind::Year && c.from < 12)
    {
        first.kind = ChunkKind::Words;
    }
    chunks
}

/// The number of columns by the headers: the most that stand on one line.
fn expected(page: &Page, drafts: &[Draft]) -> usize {
    let body = drafts.iter().filter(|d| !d.header).flat_map(|d| d.chunks.iter().find(|c| c.is_figure()));
    let left = body.map(|c| c.from).min().unwrap_or(0);
    let heads = drafts.iter().filter(|d| d.header).map(|d| cut::split(page, &d.chunks, left));
    heads.map(|line| line.iter().filter(|c| c.to + 2 > left).count()).max().unwrap_or(0)
}

/// A small number right behind a label, in a row with more figures than columns, is the mark of a footnote.
fn unmark_raised(page: &Page, drafts: &mut [Draft], expected: usize) {
    for draft in drafts.iter_mut().filter(|d| !d.header && expected > 0) {
        if draft.chunks.iter().filter(|c| c.is_figure()).count() <= expected {
            continue;
        }
        let small = |c: &Chunk| c.end - c.start <= 2 && page.words[c.range()].bytes().all(|b| b.is_ascii_digit());
        let raised = draft.chunks.windows(2).position(|pair| !pair[0].is_figure() && small(&pair[1]) && pair[1].from <= pair[0].to + 4);
        if let Some(at) = raised {
            draft.chunks[at + 1].kind = ChunkKind::Words;
        }
    }
}

fn align(drafts: &[Draft], expected: usize) -> Alignment {
    let place =
        |c: &Chunk| Place { from: c.from, to: c.to, edge: c.edge, dash: matches!(c.kind, ChunkKind::Dash | ChunkKind::NotMeaningful) };
    let rows: Vec<Vec<Place>> =
        drafts.iter().map(|d| if d.header { Vec::new() } else { d.chunks.iter().filter(|c| c.is_figure()).map(place).collect() }).collect();
    let mut starts = vec![0];
    starts.extend((1..drafts.len()).filter(|&i| drafts[i].section != drafts[i - 1].section));
    gutter::align(&rows, &starts, expected)
}

/// Where the labels begin.
fn leftmost(drafts: &[Draft]) -> u32 {
    let stubs = drafts.iter().filter(|d| !d.header).filter_map(|d| d.chunks.first());
    stubs.filter(|c| !c.is_figure()).map(|c| c.from).min().unwrap_or(0)
}

struct Builder<'a> {
    page: &'a Page<'a>,
    columns: &'a [Column],
    left: u32,
}

impl Builder<'_> {
    fn rows(&self, drafts: &[Draft], alignment: &Alignment) -> Vec<GridRow> {
        let head: Vec<&Draft> = drafts.iter().take_while(|d| d.header).collect();
        let lines: Vec<HeadLine> = head.iter().map(|d| HeadLine { chunks: d.chunks.clone(), rules: d.rules.clone() }).collect();
        let spread = header::spread(self.page, &lines, self.columns);
        let headers = spread.into_iter().map(|line| {
            let cells = line.into_iter().map(|h| self.cell(self.page.folded(h.range), h.column, h.width, 0));
            cells.collect()
        });
        let body = drafts.iter().zip(&alignment.rows).skip(head.len()).map(|(draft, columns)| self.cells(draft, columns));
        let cells: Vec<Vec<Cell>> = headers.chain(body).collect();
        let row = |(draft, cells): (&Draft, Vec<Cell>)| GridRow { cells, rule_above: draft.rule_above, gap_above: draft.gap_above };
        drafts.iter().zip(cells).map(row).filter(|r| !r.cells.is_empty()).collect()
    }

    fn cell(&self, text: Text, column: usize, width: usize, indent: u32) -> Cell {
        let letters = text.as_str().contains(|c: char| c.is_alphabetic());
        let strong = letters && !text.as_str().contains(|c: char| c.is_lowercase());
        Cell { text, column: column as u16, width: width as u16, indent: indent.min(u32::from(u16::MAX)) as u16, strong }
    }

    /// The cells of a row below the headers.
    fn cells(&self, draft: &Draft, columns: &[usize]) -> Vec<Cell> {
        let first = self.columns[0].left;
        let stub = draft.chunks.iter().take_while(|c| !c.is_figure() && self.over_stub(c, first)).count();
        let mut cells = Vec::new();
        if let (Some(begin), Some(end)) = (draft.chunks[..stub].first(), draft.chunks[..stub].last()) {
            cells.push(self.cell(self.page.folded(begin.start..end.end), 0, 1, begin.from.saturating_sub(self.left)));
        }
        let mut taken = columns.iter();
        let mut floor = 0;
        for (i, chunk) in draft.chunks.iter().enumerate().skip(stub) {
            let place =
                if chunk.is_figure() { taken.next().map(|&c| (c, 1)) } else { self.word_place(&draft.chunks[i..], columns, floor, &taken) };
            let Some((column, width)) = place.filter(|(c, _)| *c >= floor) else { continue };
            floor = column + width;
            cells.push(self.cell(self.page.folded(chunk.range()), column + 1, width, 0));
        }
        cells
    }

    fn over_stub(&self, chunk: &Chunk, first: u32) -> bool {
        chunk.from < first && (chunk.from + chunk.to) / 2 < first.max(1) || chunk.from < first.saturating_sub(8)
    }

    /// Columns for words that stand among the figures: those they reach over, up to the next figure's.
    fn word_place(&self, rest: &[Chunk], _columns: &[usize], floor: usize, taken: &std::slice::Iter<usize>) -> Option<(usize, usize)> {
        let ceiling = taken.as_slice().first().copied().unwrap_or(self.columns.len() + 1);
        let chunk = rest[0];
        let over = |c: &Column| chunk.from < c.right && c.left < chunk.to;
        let near = |c: usize| self.columns[c].centre().abs_diff((chunk.from + chunk.to) / 2);
        let free = floor..ceiling.min(self.columns.len());
        let first = free.clone().find(|&c| over(&self.columns[c])).or_else(|| free.clone().min_by_key(|&c| near(c)));
        match first {
            Some(first) => {
                let width = (first..free.end).take_while(|&c| over(&self.columns[c])).count().max(1);
                Some((first, if rest.len() > 1 { 1 } else { width }))
            }
            // behind the last column
            None => (ceiling > self.columns.len()).then_some((self.columns.len().max(floor), 1)),
        }
    }
}
