//! Headers of changes in pieces, one above the other beside the years that they compare: `Percent` over `Increase` over `(Decrease)`.

use std::ops::Range;

use super::area::speaks_of_time;
use super::chunk::{Chunk, ChunkKind};
use super::header::{Extent, Header, pitch};
use super::page::Page;

/// Words that a header of changes is made of.
const CHANGES: [&str; 15] = [
    "change",
    "changes",
    "chg",
    "increase",
    "decrease",
    "inc",
    "dec",
    "variance",
    "var",
    "growth",
    "percent",
    "percentage",
    "pct",
    "%",
    "$",
];

/// Whether a word belongs to what heads a column of changes.
pub fn is_change(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '$'));
    let is_one = |word: &str| CHANGES.iter().any(|w| word.eq_ignore_ascii_case(w));
    is_one(bare) || bare.contains('/') && bare.split(['/', '(']).all(|part| is_one(part.trim_end_matches('.')))
}

/// Whether all words speak of changes.
pub fn tells_change_only(words: &str) -> bool {
    !words.is_empty() && words.split_whitespace().all(|w| is_change(w) || w.eq_ignore_ascii_case("or"))
}

/// Pieces that stand one above the other.
struct Stack {
    /// Line and bytes of each.
    pieces: Vec<(usize, Range<usize>)>,
    extent: Extent,
}

/// For each line the pieces of changes on it, each with the column that it heads, counted from 0.
pub type Pieces = Vec<Vec<(Range<usize>, usize)>>;

/// How many columns, and pieces on a line, are looked at against each other: no statement has more.
const MOST: usize = 64;

/// Finds the pieces of changes that head one column each. A spanner of changes over several, `Increase` over `Amount  Percent`, is none.
pub fn pieces(page: &Page, lines: &[Vec<Chunk>], extents: &[Extent]) -> Pieces {
    let mut found: Pieces = vec![Vec::new(); lines.len()];
    if extents.len() > MOST || lines.iter().any(|line| line.len() > MOST) {
        return found;
    }
    let heads = Heads { page, lines, extents };
    for stack in stacks(page, lines) {
        let Some(column) = heads.column_of(&stack) else { continue };
        for (line, range) in stack.pieces {
            found[line].push((range, column));
        }
    }
    // two of a line over one column are none of its pieces
    let clash = found.iter().any(|line| line.windows(2).any(|pair| pair[0].1 >= pair[1].1));
    if clash { vec![Vec::new(); lines.len()] } else { found }
}

/// Gathers the pieces from the top; what stands right below a piece and is none ends the stack.
fn stacks(page: &Page, lines: &[Vec<Chunk>]) -> Vec<Stack> {
    let (mut done, mut open): (Vec<Stack>, Vec<Stack>) = Default::default();
    for (at, line) in lines.iter().enumerate() {
        let (below, rest): (Vec<&Chunk>, Vec<&Chunk>) = line.iter().partition(|t| tells_change_only(&page.words[t.range()]));
        let mut taken = vec![false; below.len()];
        for mut stack in std::mem::take(&mut open) {
            let under = |t: &Chunk| t.from < stack.extent.to && stack.extent.from < t.to;
            let inside: Vec<usize> = (0..below.len()).filter(|&i| under(below[i])).collect();
            let crossed = rest.iter().any(|t| t.from * 2 <= stack.extent.centre() && stack.extent.centre() <= t.to * 2);
            match inside[..] {
                // over several it is their spanner
                [_, _, ..] => {}
                [one] if !taken[one] => {
                    let token = below[one];
                    taken[one] = true;
                    stack.pieces.push((at, token.range()));
                    stack.extent = Extent { from: stack.extent.from.min(token.from), to: stack.extent.to.max(token.to) };
                    open.push(stack);
                }
                _ if crossed => done.push(stack),
                _ => open.push(stack),
            }
        }
        let begun = below.iter().zip(taken).filter(|(_, taken)| !taken);
        open.extend(begun.map(|(t, _)| Stack { pieces: vec![(at, t.range())], extent: Extent { from: t.from, to: t.to } }));
        open.sort_by_key(|stack| stack.extent.from);
    }
    done.extend(open);
    done.sort_by_key(|stack| stack.extent.from);
    done
}

struct Heads<'a> {
    page: &'a Page<'a>,
    lines: &'a [Vec<Chunk>],
    extents: &'a [Extent],
}

impl Heads<'_> {
    /// The one column right under a stack, which nothing else heads, between columns that have headers of their own.
    fn column_of(&self, stack: &Stack) -> Option<usize> {
        let away = |c: usize| self.extents[c].centre().abs_diff(stack.extent.centre());
        let column = (1..self.extents.len()).min_by_key(|&c| away(c))?;
        let sides = [Some(column - 1), Some(column + 1).filter(|&c| c < self.extents.len())];
        let right_over = away(column) <= pitch(self.extents) && sides.into_iter().flatten().all(|c| away(column) * 2 <= away(c));
        let parted = sides.into_iter().flatten().all(|c| self.is_headed(c, 0));
        let (first, last) = (stack.pieces[0].0, stack.pieces[stack.pieces.len() - 1].0);
        // a single piece is told from a spanner by the years below, none of which is the column's
        let stacked =
            first < last || self.lines[last + 1..].iter().flatten().any(|t| t.kind == ChunkKind::Year) && !self.is_headed(column, last + 1);
        (right_over && parted && stacked && !self.is_timed(column)).then_some(column)
    }

    fn over(&self, column: usize, first: usize) -> impl Iterator<Item = &Chunk> {
        let extent = self.extents[column];
        let reach = pitch(self.extents) * 2;
        self.lines[first..].iter().flatten().filter(move |t| t.from < extent.to && extent.from < t.to && t.to - t.from <= reach)
    }

    /// Whether a column has, in the lines from one on, a header of its own that is no word of changes.
    fn is_headed(&self, column: usize, first: usize) -> bool {
        self.over(column, first).any(|t| !tells_change_only(&self.page.words[t.range()]))
    }

    /// Whether a year stands over a column.
    fn is_timed(&self, column: usize) -> bool {
        self.over(column, 0).any(|t| {
            let words = &self.page.words[t.range()];
            t.kind == ChunkKind::Year || !words.contains(' ') && speaks_of_time(words)
        })
    }
}

/// The columns that no piece heads.
pub fn others(pieces: &Pieces, count: usize) -> Vec<usize> {
    let headed = |c: &usize| pieces.iter().flatten().any(|(_, column)| column == c);
    (0..count).filter(|c| !headed(c)).collect()
}

/// Puts headers that were spread over some columns back among all of them, beside the pieces of their line.
pub fn place_back(headers: Vec<Header>, kept: &[usize], pieces: &[(Range<usize>, usize)]) -> Vec<Header> {
    let mut found: Vec<Header> = headers
        .into_iter()
        .map(|header| match header.column {
            0 => header,
            at => beside_pieces(header.range, kept[at - 1]..kept[at + header.width - 2] + 1, pieces),
        })
        .collect();
    found.extend(pieces.iter().map(|(range, column)| Header { range: range.clone(), column: column + 1, width: 1 }));
    found.sort_by_key(|h| h.column);
    found
}

/// A header does not reach over a piece that stands on its own line: it ends in front of it, or begins behind it.
fn beside_pieces(range: Range<usize>, mut over: Range<usize>, pieces: &[(Range<usize>, usize)]) -> Header {
    for (piece, column) in pieces.iter().filter(|(_, column)| over.contains(column)).collect::<Vec<_>>() {
        if !over.contains(column) {
            continue;
        }
        if range.start < piece.start { over.end = *column } else { over.start = column + 1 }
    }
    Header { range, column: over.start + 1, width: over.len().max(1) }
}
