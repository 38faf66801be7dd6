//! Spreads the words above a table over its columns: a token heads the columns it stands over, a spanner several.

use std::ops::Range;

use crate::read::gutter::Column;

use super::area::speaks_of_time;
use super::change;
use super::chunk::{Chunk, ChunkKind};
use super::cut::{joined, split};
use super::page::Page;
use super::settle::{leave_times, narrow, settle_over_one};

/// A line of column headers.
pub struct HeadLine {
    /// What stands on it.
    pub chunks: Vec<Chunk>,
    /// Pieces of the rule right below, as columns of the page.
    pub rules: Vec<(u32, u32)>,
}

/// A header with the columns it heads; the stub is column 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Bytes of the page.
    pub range: Range<usize>,
    /// First column.
    pub column: usize,
    /// Number of columns.
    pub width: usize,
}

/// A stretch of the page's width.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// First column of the page.
    pub from: u32,
    /// One past the last.
    pub to: u32,
}

impl Extent {
    /// Twice the middle.
    pub fn centre(self) -> u32 {
        self.from + self.to
    }
}

/// Cost of a column that no header of a line stands over, in tenths of the way between two columns.
const UNCOVERED: u32 = 2;

/// Puts the words of each header line over the columns they belong to.
pub fn spread(page: &Page, head: &[HeadLine], columns: &[Column]) -> Vec<Vec<Header>> {
    let left = columns.first().map_or(0, |c| c.left);
    let lines: Vec<Vec<Chunk>> = head.iter().map(|line| rejoined(split(page, &line.chunks, left), columns)).collect();
    let mut extents: Vec<Extent> = columns.iter().map(|c| Extent { from: c.left, to: c.right }).collect();
    // the lowest line with a word for every column tells best where the columns' headers stand
    let mut period = None;
    if let Some(anchor) = lines.iter().rev().map(|line| without_stub(line, columns).1).find(|tokens| tokens.len() == columns.len()) {
        extents = anchor.iter().map(|t| Extent { from: t.from, to: t.to }).collect();
        period = comes_again(page, anchor);
    }
    let full = lines.iter().position(|line| without_stub(line, columns).1.len() == columns.len());
    let pieces = change::pieces(page, &lines, &extents);
    let place = |(at, (line, drawn)): (usize, (&Vec<Chunk>, &HeadLine))| {
        let below = full.is_some_and(|full| at > full);
        let beside = || beside_changes(line, &drawn.rules, columns, &extents, &pieces, at);
        let mut headers = beside().unwrap_or_else(|| spread_line(line, &drawn.rules, columns, &extents, below, period.filter(|_| !below)));
        if drawn.rules.is_empty() {
            headers.iter_mut().for_each(|h| settle_over_one(page, h, (&lines[..at], line, lines.get(at + 1)), &extents));
        }
        headers
    };
    let mut spread: Vec<Vec<Header>> = lines.iter().zip(head).enumerate().map(place).collect();
    for at in 0..spread.len() {
        let headers = std::mem::take(&mut spread[at]);
        let parted = headers.into_iter().flat_map(|h| if glued(page, &h, at, &spread, head) { part(page, &h, &extents) } else { vec![h] });
        spread[at] = parted.collect();
    }
    leave_times(page, &mut spread);
    spread
}

/// Spreads a line that has pieces of changes, or years beside such columns, over the other columns.
fn beside_changes(
    line: &[Chunk],
    rules: &[(u32, u32)],
    columns: &[Column],
    extents: &[Extent],
    pieces: &change::Pieces,
    at: usize,
) -> Option<Vec<Header>> {
    let kept = change::others(pieces, columns.len());
    let years = line.iter().any(|t| t.kind == ChunkKind::Year);
    if kept.len() == columns.len() || pieces[at].is_empty() && !years {
        return None;
    }
    let is_piece = |t: &Chunk| pieces[at].iter().any(|(range, _)| *range == t.range());
    let rest: Vec<Chunk> = line.iter().filter(|t| !is_piece(t)).copied().collect();
    let columns: Vec<Column> = kept.iter().map(|&c| columns[c]).collect();
    let extents: Vec<Extent> = kept.iter().map(|&c| extents[c]).collect();
    if without_stub(&rest, &columns).1.len() > kept.len() {
        return None;
    }
    Some(change::place_back(spread_line(&rest, rules, &columns, &extents, false, None), &kept, &pieces[at]))
}

/// Whether a header over several columns is really one header for each, a blank apart: one of its columns has a header of its own
/// above, or nothing stands below it.
fn glued(page: &Page, header: &Header, at: usize, spread: &[Vec<Header>], head: &[HeadLine]) -> bool {
    let words = &page.words[header.range.clone()];
    if header.column == 0
        || header.width < 2
        || words.starts_with('(')
        || speaks_of_time(words)
        || words.split_whitespace().count() < header.width
    {
        return false;
    }
    let overlaps = |h: &&Header| h.column < header.column + header.width && header.column < h.column + h.width;
    let inside = |h: &Header| h.width < header.width && h.column >= header.column && h.column + h.width <= header.column + header.width;
    let parted_above = spread[..at].iter().flatten().filter(|h| h.column > 0).any(inside);
    let lowest = !spread[at + 1..].iter().flatten().any(|h| overlaps(&h)) && head[at].rules.is_empty();
    parted_above || lowest
}

/// Parts the words of a header over its columns, each word going to the column that it stands nearest to.
fn part(page: &Page, header: &Header, extents: &[Extent]) -> Vec<Header> {
    let words: Vec<Range<usize>> = super::page::words(page.words, header.range.clone()).collect();
    let columns = &extents[header.column - 1..header.column - 1 + header.width];
    let (left, right) = (columns[0].from, columns[columns.len() - 1].to);
    let whole = page.words[header.range.clone()].chars().count().max(1) as u32;
    // drift and blanks left out, the words fill the width of the columns evenly
    let place = |byte: usize| left + (right - left) * page.words[header.range.start..byte].chars().count() as u32 / whole;
    let mut found: Vec<Header> = Vec::new();
    for (i, word) in words.iter().enumerate() {
        let (taken, rest) = (found.len(), words.len() - i);
        let last = found.last().map_or(0, |h| h.column);
        let middle = place(word.start) + place(word.end);
        let nearest = (0..columns.len()).min_by_key(|&c| columns[c].centre().abs_diff(middle)).unwrap_or(0) + header.column;
        let must = header.width - taken >= rest;
        if taken == 0 || taken < header.width && (nearest > last || must) {
            found.push(Header { range: word.clone(), column: header.column + taken, width: 1 });
        } else if let Some(open) = found.last_mut() {
            open.range.end = word.end;
        }
    }
    found
}

/// After how many columns the headers of a line come again: 3 in `2012 2011 Change 2012 2011 Change`.
fn comes_again(page: &Page, headers: &[Chunk]) -> Option<usize> {
    let alike = |a: &Chunk, b: &Chunk| page.words[a.range()].eq_ignore_ascii_case(&page.words[b.range()]);
    let again = |m: usize| headers.len().is_multiple_of(m) && headers.iter().zip(&headers[m..]).all(|(a, b)| alike(a, b));
    (2..=headers.len() / 2).find(|m| again(*m))
}

/// `below` says that a line above has a header for every column: what stands below it is no spanner. Spanners over columns that come again after
/// `period` of them stand over so many each.
fn spread_line(
    line: &[Chunk],
    rules: &[(u32, u32)],
    columns: &[Column],
    extents: &[Extent],
    below: bool,
    period: Option<usize>,
) -> Vec<Header> {
    let (stub, tokens) = without_stub(line, columns);
    let mut headers: Vec<Header> = stub.map(|range| Header { range, column: 0, width: 1 }).into_iter().collect();
    let pitch = pitch(extents);
    let ranges = if tokens.len() >= extents.len() || below && tokens.iter().all(|t| t.to - t.from <= pitch) {
        nearest(tokens, extents)
    } else if let Some(groups) = period.filter(|_| rules.is_empty()).and_then(|period| in_groups(tokens, extents, period)) {
        groups
    } else {
        by_rules(tokens, rules, extents).unwrap_or_else(|| by_place(tokens, extents))
    };
    for (token, range) in tokens.iter().zip(ranges) {
        match headers.last_mut().filter(|h| h.column + h.width > range.start + 1) {
            Some(last) => last.range.end = token.end,
            None => headers.push(Header { range: token.range(), column: range.start + 1, width: range.len().max(1) }),
        }
    }
    headers
}

/// The groups of columns that come again, one for each token, where each stands over its own: "4Q  4Q" over the first two of four years heads them
/// alone.
fn in_groups(tokens: &[Chunk], extents: &[Extent], period: usize) -> Option<Vec<Range<usize>>> {
    let slack = pitch(extents) / 2;
    let groups: Vec<Range<usize>> = (0..tokens.len()).map(|at| at * period..(at + 1) * period).collect();
    let over = |token: &Chunk, group: &Range<usize>| {
        let middle = (token.from + token.to) / 2;
        extents[group.start].from <= middle + slack && middle <= extents[group.end - 1].to + slack
    };
    let fits = tokens.len() * period == extents.len() && tokens.iter().zip(&groups).all(|(token, group)| over(token, group));
    fits.then_some(groups)
}

/// A line whose headers are joined again where that makes one for each column.
fn rejoined(line: Vec<Chunk>, columns: &[Column]) -> Vec<Chunk> {
    let tokens = without_stub(&line, columns).1;
    let Some(whole) = joined(tokens, columns.len()) else { return line };
    let stub = line.len() - tokens.len();
    line[..stub].iter().copied().chain(whole).collect()
}

/// Parts the words over the stub from those over the columns.
fn without_stub<'a>(line: &'a [Chunk], columns: &[Column]) -> (Option<Range<usize>>, &'a [Chunk]) {
    let left = columns.first().map_or(0, |c| c.left);
    // a remark as wide as the stub may reach the currency sign of the first column
    let remark = |c: &Chunk| c.from <= 12 && c.to <= left + 2 && left.saturating_sub(c.from) > 24;
    let over_stub = |c: &&Chunk| (c.to + 2 <= left && (c.from <= 12 || left - c.to > 10) || remark(c)) && c.kind == ChunkKind::Words;
    let count = line.iter().take_while(over_stub).count();
    // a line as long as the table is wide heads every column, even where its first word stands far to the left
    let count = if line.len() == columns.len() && line[0].from > 24 { 0 } else { count };
    let stub = line[..count].first().map(|first| first.start..line[count - 1].end);
    (stub, &line[count..])
}

/// As many tokens as columns: each its own. More: each the nearest that is not behind the one before.
fn nearest(tokens: &[Chunk], extents: &[Extent]) -> Vec<Range<usize>> {
    if tokens.len() == extents.len() {
        return (0..tokens.len()).map(|i| i..i + 1).collect();
    }
    let mut floor = 0;
    let pick = |token: &Chunk| {
        floor = (floor..extents.len()).min_by_key(|&c| (token.from + token.to).abs_diff(extents[c].centre())).unwrap_or(floor);
        floor..floor + 1
    };
    tokens.iter().map(pick).collect()
}

/// A rule drawn under a spanner reaches over the columns it heads.
fn by_rules(tokens: &[Chunk], rules: &[(u32, u32)], extents: &[Extent]) -> Option<Vec<Range<usize>>> {
    if tokens.is_empty() || rules.len() < tokens.len() {
        return None;
    }
    let mut found: Vec<Range<usize>> = Vec::new();
    for token in tokens {
        let rule = rules.iter().find(|r| r.0 <= (token.from + token.to) / 2 && (token.from + token.to) / 2 <= r.1)?;
        let under = |e: &Extent| rule.0 * 2 <= e.centre() + 2 && e.centre() <= rule.1 * 2 + 2;
        let first = extents.iter().position(under)?;
        let range = first..first + extents[first..].iter().take_while(|e| under(e)).count();
        let wide = rule.1 - rule.0 > token.to - token.from + 2;
        if (range.len() < 2 && !wide) || found.last().is_some_and(|last| last.end > range.start) {
            return None;
        }
        found.push(range);
    }
    Some(found)
}

/// The columns for each token so that tokens stand as near as can be over the middle of theirs, and few columns stay without.
fn by_place(tokens: &[Chunk], extents: &[Extent]) -> Vec<Range<usize>> {
    let (count, width) = (tokens.len(), extents.len());
    if count == 0 {
        return Vec::new();
    }
    let pitch = pitch(extents);
    let off = |t: usize, from: usize, to: usize| {
        let middle = extents[from].from + extents[to].to;
        (tokens[t].from + tokens[t].to).abs_diff(middle) * 5 / pitch
    };
    // best[t][c]: least cost of the first t tokens over the first c columns, and the columns of the last of them
    let mut best = vec![vec![(u32::MAX / 2, 0..0); width + 1]; count + 1];
    for (c, cell) in best[0].iter_mut().enumerate() {
        *cell = (UNCOVERED * c as u32, 0..0);
    }
    for t in 1..=count {
        for c in t..=width {
            let skip = (best[t][c - 1].0.saturating_add(UNCOVERED), best[t][c - 1].1.clone());
            let take = (t - 1..c).map(|from| (best[t - 1][from].0.saturating_add(off(t - 1, from, c - 1)), from..c));
            best[t][c] = take.chain([skip]).min_by_key(|(cost, _)| *cost).expect("a skip at least");
        }
    }
    let mut ranges = trace(&best, count, width);
    let even = width / count;
    let total: u32 = (0..count).map(|t| off(t, t * even, t * even + even - 1)).sum();
    if width.is_multiple_of(count) && total <= best[count][width].0 + 3 * count as u32 {
        return (0..count).map(|t| t * even..(t + 1) * even).collect();
    }
    narrow(tokens, &mut ranges, extents, pitch);
    ranges
}

/// The usual way from one column to the next.
pub fn pitch(extents: &[Extent]) -> u32 {
    let (Some(first), Some(last)) = (extents.first(), extents.last()) else { return 8 };
    (last.centre().saturating_sub(first.centre()) / (2 * (extents.len() as u32 - 1).max(1))).max(8)
}

fn trace(best: &[Vec<(u32, Range<usize>)>], count: usize, width: usize) -> Vec<Range<usize>> {
    let mut ranges = vec![0..1; count];
    let mut end = width;
    for t in (1..=count).rev() {
        ranges[t - 1] = best[t][end].1.clone();
        end = ranges[t - 1].start;
    }
    ranges
}

#[cfg(test)]
mod tests;
