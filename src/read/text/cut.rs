//! Column headers that stand only one blank apart, parted where one ends and the next begins.

use std::ops::Range;

use super::change;
use super::chunk::{Chunk, ChunkKind};
use super::furniture::is_month;
use super::page::Page;

/// Parts headers that stand only one blank apart: `Jun 30, Mar 31,`, `Quarter Quarter`. Figures begin at the column `left`.
pub fn split(page: &Page, line: &[Chunk], left: u32) -> Vec<Chunk> {
    let mut found = Vec::new();
    for chunk in line {
        let words = &page.words[chunk.range()];
        let mut cuts = if chunk.kind == ChunkKind::Words { cuts(words) } else { Vec::new() };
        if chunk.from + NOTE < left && chunk.to > left && words.starts_with('(') {
            cuts.extend(behind_note(words));
            cuts.sort_unstable();
            cuts.dedup();
        }
        let mut rest = *chunk;
        for cut in cuts {
            let text = &page.words[chunk.start..chunk.start + cut];
            let end = chunk.start + text.trim_end().len();
            let columns = |bytes: usize| page.words[chunk.start..bytes].chars().count() as u32;
            found.push(Chunk { end, to: chunk.from + columns(end), ..rest });
            rest = Chunk { start: chunk.start + cut, from: chunk.from + columns(chunk.start + cut), ..*chunk };
        }
        found.push(rest);
    }
    found
}

/// Joins what stands one blank apart where there are as many headers then as columns: `2Q 2019   1Q 2019`, over columns that have drifted.
pub fn joined(tokens: &[Chunk], columns: usize) -> Option<Vec<Chunk>> {
    if tokens.len() <= columns {
        return None;
    }
    let mut whole: Vec<Chunk> = Vec::with_capacity(columns);
    for token in tokens {
        match whole.last_mut().filter(|last| token.from <= last.to + 1) {
            Some(last) => *last = Chunk { end: token.end, to: token.to, edge: token.edge, kind: ChunkKind::Words, ..*last },
            None => whole.push(*token),
        }
    }
    (whole.len() == columns).then_some(whole)
}

/// Columns that a remark on the whole table takes of the stub, at least.
const NOTE: u32 = 12;

/// Where a date stands behind a remark on the whole table: `(unaudited) (in 000s, except share data) June 30, 2008`.
fn behind_note(words: &str) -> Option<usize> {
    let at = words.rfind(") ")? + 2;
    let begins = words[at..].split_whitespace().next()?;
    (is_month(begins) || is_quarter(begins) || is_year(begins)).then_some(at)
}

/// Where a header begins anew: at a month or quarter behind a finished date, or where its words come again.
fn cuts(words: &str) -> Vec<usize> {
    let all: Vec<Range<usize>> = super::page::words(words, 0..words.len()).collect();
    let alike = |a: &Range<usize>, b: &Range<usize>| {
        let (a, b) = (&words[a.clone()], &words[b.clone()]);
        a.eq_ignore_ascii_case(b) || [a, b].iter().all(|w| w.starts_with(|c: char| c.is_ascii_digit()))
    };
    let repeats = |m: usize| all.len().is_multiple_of(m) && all.iter().zip(&all[m..]).all(|(a, b)| alike(a, b));
    // a header has few words: what is longer is none
    if let Some(m) = (1..=all.len().min(40) / 2).find(|&m| repeats(m)) {
        return all.iter().step_by(m).skip(1).map(|w| w.start).collect();
    }
    let dated = |w: &Range<usize>| words[w.clone()].ends_with(|c: char| c == ',' || c.is_ascii_digit());
    let begins = |w: &Range<usize>| is_month(&words[w.clone()]) || is_quarter(&words[w.clone()]);
    // "Three Months Ended June 30, Six Months Ended June 30,"
    let lasts =
        |at: usize| all.get(at + 2).is_some_and(|unit| ["Months", "Weeks"].iter().any(|w| words[unit.clone()].eq_ignore_ascii_case(w)));
    // "June 30, 2008 Change Mar 31, 2008 Change", and no "2008 vs. 2007 Change"
    let compared = |at: usize| all[..at].iter().any(|w| matches!(words[w.clone()].trim_end_matches('.'), "vs" | "to" | "from" | "over"));
    let (year, change) = (|at: usize| is_year(&words[all[at].clone()]), |at: usize| change::is_change(&words[all[at].clone()]));
    let changes = |at: usize| {
        year(at) && change(at + 1) && !compared(at) || at > 0 && year(at - 1) && change(at) && begins(&all[at + 1]) && !compared(at)
    };
    // "Three Months Ended Percent", "June 30, Change"
    let timed = |w: &Range<usize>| words[w.clone()].eq_ignore_ascii_case("ended") || words[w.clone()].ends_with(',');
    let beside = |at: usize| timed(&all[at]) && change::tells_change_only(&words[all[at + 1].start..]) && !compared(at);
    let begun = |(at, pair): &(usize, &[Range<usize>])| dated(&pair[0]) && (begins(&pair[1]) || lasts(*at)) || changes(*at) || beside(*at);
    all.windows(2).enumerate().filter(begun).map(|(_, pair)| pair[1].start).collect()
}

fn is_quarter(word: &str) -> bool {
    word.len() == 2 && word.starts_with('Q') && word.ends_with(|c: char| c.is_ascii_digit())
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u32>().is_ok_and(|year| (1985..2050).contains(&year))
}

#[cfg(test)]
mod tests {
    use super::super::chunk::tests::chunks;
    use super::*;
    use crate::source::{Source, Span};

    fn parted(line: &str, left: u32) -> Vec<String> {
        let source = Source::from_text("", line);
        let page = Page::of_source(&source, Span::new(0, line.len()));
        split(&page, &chunks(line, 0..line.len()), left).iter().map(|c| line[c.range()].to_owned()).collect()
    }

    #[test]
    fn a_remark_on_the_table_runs_into_the_first_date() {
        let found = parted("(unaudited) (in 000s, except share data) June 30, 2008 Change    2008    Change", 38);
        assert_eq!(found, ["(unaudited) (in 000s, except share data)", "June 30, 2008", "Change", "2008", "Change"]);
        assert_eq!(parted("                    (unaudited) June 30, 2008", 38), ["(unaudited)", "June 30, 2008"]);
        assert_eq!(parted("                                (unaudited) June 30, 2008", 38), ["(unaudited) June 30, 2008"]);
    }

    #[test]
    fn changes_stand_behind_dates() {
        assert_eq!(parted("      June 30, 2008 % Change   2008 vs. 2007 Change   2008 Budget", 4).len(), 4);
        let found = parted("  June 30, 2008 Change Mar 31, 2008 Change June 30, 2007", 4);
        assert_eq!(found, ["June 30, 2008", "Change", "Mar 31, 2008", "Change", "June 30, 2007"]);
    }
}
