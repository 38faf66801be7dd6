//! Headers that were spread over more columns than they speak of: pieces of one column's words, changes beside the years they are of.

use std::ops::Range;

use super::area::speaks_of_time;
use super::chunk::{Chunk, ChunkKind};
use super::header::{Extent, Header, pitch};
use super::page::Page;

/// A short word right over one column is a piece of that column's own header where the line below has the next piece and it stands far from
/// the middle of those it was spread over, or below headers of their own: `Joint` over `Venture`, `% of` over `Sales` beside `Amount`. Over dates it is a
/// spanner.
pub fn settle_over_one(
    page: &Page,
    header: &mut Header,
    (above, line, below): (&[Vec<Chunk>], &[Chunk], Option<&Vec<Chunk>>),
    extents: &[Extent],
) {
    let Some(token) = line.iter().find(|t| t.range() == header.range).filter(|_| header.column > 0 && header.width > 1) else { return };
    let over = header.column - 1..header.column - 1 + header.width;
    let (centre, pitch) = (token.from + token.to, pitch(extents));
    let off = centre.abs_diff(extents[over.start].from + extents[over.end - 1].to) * 5 / pitch;
    let inside = |t: &&Chunk| t.from + 2 >= extents[over.start].from && t.to <= extents[over.end - 1].to + 2;
    let narrower = above.iter().any(|line| line.iter().filter(inside).count() > 1);
    let right_over = |c: &usize| centre.abs_diff(extents[*c].centre()) <= 4;
    // of two columns either stands half a way from the middle of both
    let far = off >= if header.width > 2 { 2 } else { 4 };
    let beside = |c: usize| over.clone().any(|o| o != c && token.from < extents[o].to && extents[o].from < token.to);
    let short = |c: usize| token.to - token.from <= pitch || !beside(c);
    let Some(column) = over.clone().find(right_over).filter(|c| (far || narrower) && short(*c)) else { return };
    let under = below.and_then(|line| line.iter().find(|t| t.from < extents[column].to && extents[column].from < t.to));
    let goes_on = under.is_some_and(|t| t.kind == ChunkKind::Words && !speaks_of_time(&page.words[t.range()]));
    if goes_on && !speaks_of_time(&page.words[token.range()]) {
        (header.column, header.width) = (column + 1, 1);
    }
}

/// Where the headers of a line do not share the columns evenly, a short word right over a column heads that one alone.
pub fn narrow(tokens: &[Chunk], ranges: &mut [Range<usize>], extents: &[Extent], pitch: u32) {
    if ranges.len() < 2 || ranges.iter().all(|r| r.len() == ranges[0].len()) {
        return;
    }
    for (token, range) in tokens.iter().zip(ranges) {
        let short = token.kind == ChunkKind::Words && token.to - token.from <= pitch;
        let right_over = |&c: &usize| (token.from + token.to).abs_diff(extents[c].centre()) <= 4;
        if let Some(column) = range.clone().find(right_over).filter(|_| short) {
            *range = column..column + 1;
        }
    }
}

/// A spanner of changes over columns some of which are headed by a time of their own is none of theirs: `Percent Change` over
/// `2001 Total Operations Currency` heads the last three.
pub fn leave_times(page: &Page, spread: &mut [Vec<Header>]) {
    for at in 0..spread.len().saturating_sub(1) {
        let (above, below) = spread.split_at_mut(at + 1);
        for header in above[at].iter_mut().filter(|h| h.column > 0 && h.width > 2 && tells_change(&page.words[h.range.clone()])) {
            let own = |column: usize| below.iter().flatten().find(|h| h.column == column && h.width == 1);
            let timed: Vec<Option<bool>> = (header.column..header.column + header.width)
                .map(|c| own(c).map(|h| speaks_of_time(&page.words[h.range.clone()])))
                .collect();
            let (first, last) = (timed.iter().position(|t| *t == Some(false)), timed.iter().rposition(|t| *t == Some(false)));
            let (Some(first), Some(last)) = (first, last) else { continue };
            if timed[first..=last].iter().all(|t| *t == Some(false)) && timed.contains(&Some(true)) {
                (header.column, header.width) = (header.column + first, last + 1 - first);
            }
        }
    }
}

/// Whether words over a column say that it holds changes, or percentages.
fn tells_change(words: &str) -> bool {
    let mut words = words.split(|c: char| !c.is_alphanumeric() && c != '%');
    words.any(|w| w == "%" || ["percent", "percentage", "change", "increase", "variance"].iter().any(|told| w.eq_ignore_ascii_case(told)))
}
