//! Tells table from prose: which lines make a table together, where its column headers begin, where the next table starts.

use std::ops::Range;

use super::change;
use super::chunk::{Chunk, ChunkKind};
use super::furniture::is_month;
use super::line::{Class, Line};
use super::page::Page;
use super::rule;

/// A stretch of lines.
pub enum Area {
    /// Headings and paragraphs.
    Prose(Range<usize>),
    /// A table.
    Table(TableArea),
}

/// The lines of a table.
pub struct TableArea {
    /// Lines of column headers.
    pub head: Range<usize>,
    /// Lines below them.
    pub body: Range<usize>,
    /// Lines of the body that only repeat the headers at the top of a page.
    pub repeated: Vec<Range<usize>>,
}

/// Lines without figures between two rows of a table, at most.
const GAP: usize = 40;
/// Lines looked at above a row for its headers, at most.
const HEAD: usize = 40;
/// How far a header may begin to the left of the figures it heads.
const OVERHANG: u16 = 16;

/// Divides a page into stretches of prose and of table, in order and without gaps.
pub fn areas(page: &Page, lines: &mut [Line]) -> Vec<Area> {
    unmark_label_numbers(page, lines);
    let mut finder = Finder { page, lines, floor: 0, areas: Vec::new() };
    let mut at = 0;
    while let Some(first) = (at..lines.len()).find(|&i| lines[i].class == Class::Row) {
        let rows = finder.linked_rows(first);
        at = rows[rows.len() - 1] + 1;
        finder.tables(&rows);
    }
    finder.prose_until(lines.len());
    finder.areas
}

/// A number alone on its line, where the neighbours have labels only, is a piece of a wrapped label: `30,000,000` `shares authorized`.
fn unmark_label_numbers(page: &Page, lines: &mut [Line]) {
    for at in 0..lines.len() {
        let line = lines[at];
        if line.class != Class::Row || line.figures != 1 || line.from != line.left || line.chunks(page).len() != 1 {
            continue;
        }
        // the mark of a footnote, lifted off its first line
        if line.to <= 3 {
            lines[at].class = Class::Words;
            continue;
        }
        let near = |l: &&Line| l.class == Class::Row && l.from < l.left;
        let above = lines[..at].iter().rev().take(12).find(near);
        let below = lines[at + 1..].iter().take(12).find(near);
        if [above, below].into_iter().flatten().any(|l| line.to <= l.left && line.from < l.left.saturating_sub(4)) {
            lines[at].class = Class::Words;
        }
    }
}

struct Finder<'a> {
    page: &'a Page<'a>,
    lines: &'a [Line],
    /// First line that belongs to no area yet.
    floor: usize,
    areas: Vec<Area>,
}

impl Finder<'_> {
    fn prose_until(&mut self, end: usize) {
        if self.floor < end {
            self.areas.push(Area::Prose(self.floor..end));
            self.floor = end;
        }
    }

    /// The rows that follow one another with nothing between that ends a table.
    fn linked_rows(&self, first: usize) -> Vec<usize> {
        let mut rows = vec![first];
        let mut at = first + 1;
        while at < self.lines.len() && at - rows[rows.len() - 1] <= GAP {
            let left = self.lines[rows[rows.len() - 1]].left;
            match self.lines[at].class {
                Class::Row => rows.push(at),
                Class::Words if self.heads_rows(at, rows[rows.len() - 1]) => {}
                Class::Words if self.is_prose(at, left) && self.is_prose(at, self.left_below(at)) => break,
                Class::Words if self.leads_on(at, rows[rows.len() - 1]) => break,
                _ => {}
            }
            at += 1;
        }
        rows
    }

    /// Whether lines of words are a heading within the table, long as it is: they lead, without a full stop, to a row as full as the last one.
    fn heads_rows(&self, at: usize, last: usize) -> bool {
        let count = self.lines[at..].iter().take(4).take_while(|l| l.class == Class::Words).count();
        let (first, end) = (&self.lines[at], &self.lines[at + count - 1]);
        let (words, next) = (end.text(self.page), self.lines.get(at + count));
        let small = words.starts_with(|c: char| c.is_lowercase());
        let wraps = count < 4 && (words.ends_with(':') || count > 1 && small && !words.ends_with('.') && first.from <= end.from);
        wraps && next.is_some_and(|next| next.class == Class::Row && next.from < next.left && next.figures == self.lines[last].figures)
    }

    /// Whether a marked note leads on to a table of its own: `(6) Estimated amortization is expected as follows:`. What follows with as many
    /// figures as the last row stands under the same headers.
    fn leads_on(&self, at: usize, last: usize) -> bool {
        let (line, last) = (&self.lines[at], &self.lines[last]);
        let next = || self.lines[at..].iter().take(GAP).find(|l| l.class == Class::Row);
        line.to > last.left.saturating_add(2) && opens_note(line.text(self.page)) && next().is_some_and(|next| next.figures != last.figures)
    }

    /// Where the figures of the next row begin.
    fn left_below(&self, at: usize) -> u16 {
        self.lines[at..].iter().take(GAP).find(|l| l.class == Class::Row).map_or(0, |l| l.left)
    }

    /// Whether a line of words is running text: it cuts through the columns of figures, or goes on for long lines.
    fn is_prose(&self, at: usize, left: u16) -> bool {
        let line = &self.lines[at];
        let long = |l: &Line| l.class == Class::Words && l.to > 60 && is_sentence(l.text(self.page));
        if long(line) && self.lines.get(at + 1).is_some_and(long) {
            return true;
        }
        if line.class != Class::Words || line.to <= left.saturating_add(2) || line.from >= left {
            return false;
        }
        let words = line.text(self.page);
        let bracketed = words.starts_with('(') && words.ends_with(')');
        if words.ends_with(':') || bracketed || !is_sentence(words) {
            return false;
        }
        words.ends_with('.') || self.lines.get(at + 1).is_some_and(|next| next.class == Class::Words) && !self.leads_to_figures(at)
    }

    /// Whether a line and those that go on from it deeper in end right above a row of figures without a label: they are that row's.
    fn leads_to_figures(&self, at: usize) -> bool {
        let deeper = |l: &&Line| l.class == Class::Words && l.from > self.lines[at].from;
        let rest = self.lines[at + 1..].iter().take(3).take_while(deeper).count();
        rest > 0 && self.lines.get(at + 1 + rest).is_some_and(|l| l.class == Class::Row && l.from == l.left)
    }

    fn tables(&mut self, rows: &[usize]) {
        let mut start = 0;
        let mut head = self.head_start(rows, 0, self.floor);
        let mut repeated = Vec::new();
        for i in 1..rows.len() {
            let Some(next) = self.head_start(rows, i, rows[i - 1] + 1) else { continue };
            if head.is_some_and(|h| self.continues(h..rows[start], next..rows[i], rows[i - 1] + 1)) {
                repeated.push(next..rows[i]);
                continue;
            }
            self.table(&rows[start..i], head, std::mem::take(&mut repeated));
            (start, head) = (i, Some(next));
        }
        self.table(&rows[start..], head, repeated);
    }

    /// Gives out one table, and what stands in front of it as prose.
    fn table(&mut self, rows: &[usize], head: Option<usize>, repeated: Vec<Range<usize>>) {
        let figures: usize = rows.iter().map(|&r| usize::from(self.lines[r].figures)).sum();
        if figures < 2 || head.is_none() && rows.len() < 2 {
            return;
        }
        let (first, last) = (rows[0], rows[rows.len() - 1]);
        let begin = head.unwrap_or_else(|| self.labels_above(first));
        let body = self.head_end(begin, first, head.is_some());
        let end = self.labels_below(last);
        self.prose_until(begin);
        self.areas.push(Area::Table(TableArea { head: begin..body, body: body..end, repeated }));
        self.floor = end;
    }

    /// Where the figures of the next rows begin.
    fn left(&self, rows: &[usize], i: usize) -> u16 {
        rows[i..].iter().take(3).map(|&r| self.lines[r].left).min().unwrap_or(0)
    }

    /// The first line of the column headers above row `i`.
    fn head_start(&self, rows: &[usize], i: usize, floor: usize) -> Option<usize> {
        let left = self.left(rows, i);
        let (mut start, mut blanks, mut labels) = (None, 0, 0);
        for at in (floor..rows[i]).rev().take(HEAD) {
            match self.lines[at].class {
                Class::Blank => blanks += 1,
                Class::Rule | Class::Tag | Class::Furniture => {}
                Class::Break if start.is_none() => {}
                Class::Words if self.is_header(at, left) => (start, blanks) = (Some(at), 0),
                Class::Words if start.is_some() && self.lines[at].from >= left && blanks == 0 => {}
                Class::Words if start.is_some() && blanks == 0 && self.opens_remark(at, left) => {}
                Class::Words if start.is_some() && blanks == 0 && self.is_beside(floor..at, left) => {}
                Class::Words if start.is_none() && labels < 8 && !self.is_prose(at, left) => {
                    labels += 1;
                    blanks = 0;
                }
                _ => break,
            }
            if blanks > if start.is_some() { 2 } else { 6 } {
                break;
            }
        }
        start.map(|s| self.without_titles(s, rows[i], left))
    }

    /// Whether the line at the end of a stretch holds words over the stub, beside headers that go on right above it: `(Millions, except per`,
    /// `CASH FLOW (IN THOUSANDS)   -------   -------`.
    fn is_beside(&self, stretch: Range<usize>, left: u16) -> bool {
        let (words, _) = rule::without_rules(self.page, self.lines[stretch.end].chunks(self.page));
        let over_stub = words.iter().all(|c| c.to <= u32::from(left));
        let mut above = self.lines[stretch.clone()].iter().enumerate().rev().take_while(|(_, l)| l.class != Class::Blank);
        let header = above.find(|(_, l)| l.class == Class::Words).map(|(at, _)| stretch.start + at);
        over_stub && header.is_some_and(|at| self.is_header(at, left))
    }

    /// Whether a line over the columns opens a remark in brackets that goes on below it: `(Dollars in thousands, except share and per`.
    fn opens_remark(&self, at: usize, left: u16) -> bool {
        let (line, words) = (&self.lines[at], self.lines[at].text(self.page));
        line.from + OVERHANG >= left && words.starts_with('(') && !words.contains(')')
    }

    /// A single `(unaudited)` or `(in thousands)` above all other headers heads the table and no column.
    fn without_titles(&self, start: usize, row: usize, left: u16) -> usize {
        let mut at = start;
        while self.lines[at].class == Class::Words
            && self.lines[at].text(self.page).starts_with('(')
            && self.lines[at].chunks(self.page).len() == 1
        {
            match (at + 1..row).find(|&i| self.lines[i].class == Class::Words && self.is_header(i, left)) {
                Some(next) => at = next,
                None => break,
            }
        }
        at
    }

    /// Whether a line heads columns of figures that begin at column `left`.
    fn is_header(&self, at: usize, left: u16) -> bool {
        let (chunks, _) = rule::without_rules(self.page, self.lines[at].chunks(self.page));
        let begins = u32::from(left.saturating_sub(OVERHANG));
        let above: Vec<&Chunk> =
            chunks.iter().filter(|c| c.to > u32::from(left) && (c.from > begins || chunks.len() > 1 && c.from > 0)).collect();
        let words: Vec<&str> = above.iter().filter(|c| c.kind == ChunkKind::Words).map(|c| &self.page.words[c.range()]).collect();
        // "Billion  Billion" goes on with the amounts above
        let powers = |w: &&str| ["million", "billion", "thousand"].contains(&w.trim_end_matches('s').to_ascii_lowercase().as_str());
        if !words.is_empty() && words.iter().all(powers) && at > 0 && self.lines[at - 1].class == Class::Row {
            return false;
        }
        if above.iter().any(|c| c.kind == ChunkKind::Year) || words.len() >= 2 {
            return true;
        }
        words
            .first()
            .filter(|w| !is_title(w))
            .is_some_and(|w| w.split_whitespace().count() <= 10 && (speaks_of_time(w) || names_a_column(w)))
    }

    /// One past the last header line: labels between the headers and the first row belong to the rows.
    fn head_end(&self, begin: usize, first: usize, headed: bool) -> usize {
        if !headed {
            return begin;
        }
        let left = self.lines[first].left.min(self.lines.get(first + 1).map_or(u16::MAX, |l| l.left));
        let last = (begin..first).rev().find(|&i| self.lines[i].class == Class::Words && self.is_header(i, left)).unwrap_or(begin);
        let over = |l: &Line| l.class == Class::Words && l.from > left.saturating_sub(OVERHANG) && l.from >= 12 && l.to > left;
        let last = last + self.lines[last + 1..first].iter().take_while(|l| over(l)).count();
        // the rule below the last header belongs to it
        last + 1 + self.lines[last + 1..first].iter().take_while(|l| matches!(l.class, Class::Rule | Class::Tag)).count()
    }

    /// Labels right above the first row of a table without headers.
    fn labels_above(&self, first: usize) -> usize {
        let left = self.lines[first].left;
        let label = |l: &Line| l.class == Class::Rule || l.class == Class::Words && l.to <= left.saturating_add(2);
        first - self.lines[self.floor..first].iter().rev().take(4).take_while(|l| label(l)).count()
    }

    /// One past the last line of a label that wraps below its figures.
    fn labels_below(&self, last: usize) -> usize {
        let row = &self.lines[last];
        let wraps = |l: &Line| {
            let deeper = l.from > row.from && l.from < row.left;
            let small = l.text(self.page).starts_with(|c: char| c.is_lowercase());
            l.class == Class::Words && (deeper || small) && l.to <= row.left.saturating_add(2)
        };
        last + 1 + self.lines[last + 1..].iter().take(4).take_while(|l| wraps(l)).count()
    }

    /// Whether headers at the top of a page only repeat those of the table that the page cut.
    fn continues(&self, old: Range<usize>, new: Range<usize>, floor: usize) -> bool {
        let between = &self.lines[floor..new.start];
        let cut = between.iter().any(|l| matches!(l.class, Class::Break | Class::Furniture));
        if !cut || between.iter().any(|l| l.class == Class::Words) {
            return false;
        }
        let (old, new) = (self.header_words(old), self.header_words(new));
        let dated = |words: &str| words.bytes().any(|b| b.is_ascii_digit());
        old == new || dated(&old) && !dated(&new)
    }

    fn header_words(&self, range: Range<usize>) -> String {
        let lines = self.lines[range].iter().filter(|l| l.class == Class::Words);
        lines.flat_map(|l| l.text(self.page).split_whitespace()).flat_map(|w| [w, " "]).collect()
    }
}

/// `(6) Estimated amortization is expected as follows:`
fn opens_note(words: &str) -> bool {
    let marked = words.split_whitespace().next().is_some_and(|first| first.starts_with('(') && super::word::mark(first));
    marked && words.ends_with(':') && is_sentence(words)
}

/// Six words or more, most of them in small letters.
pub fn is_sentence(words: &str) -> bool {
    let (mut all, mut small) = (0, 0);
    for word in crate::text::words(words) {
        all += 1;
        small += usize::from(words[word].starts_with(|c: char| c.is_lowercase()));
    }
    all >= 6 && small * 10 >= all * 6
}

/// Whether words of a header name a date or a stretch of time.
pub fn speaks_of_time(words: &str) -> bool {
    const WORDS: [&str; 16] = [
        "ended",
        "ending",
        "months",
        "month",
        "weeks",
        "quarter",
        "quarters",
        "year",
        "years",
        "ytd",
        "year-to-date",
        "fiscal",
        "six-months",
        "three-months",
        "quarterly",
        "annual",
    ];
    let hyphenated = words.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/'));
    words.split(|c: char| c.is_whitespace() || c == ',' || c == '(' || c == ')').chain(hyphenated).any(|word| {
        let year = word.get(..4).is_some_and(|y| y.parse::<u32>().is_ok_and(|y| (1985..2050).contains(&y)));
        let slashed = word.split(['/', '-']).count() == 3 && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-'));
        let quarter = word.len() == 2 && word.contains(['Q', 'q']) && word.contains(['1', '2', '3', '4']);
        year || slashed || quarter || is_month(word) || WORDS.iter().any(|w| word.eq_ignore_ascii_case(w))
    })
}

/// Whether words name a statement or a part of the release: `FISCAL 2014 FINANCIAL RESULTS`.
fn is_title(words: &str) -> bool {
    const TITLES: [&str; 8] = ["results", "statement", "statements", "sheet", "sheets", "reconciliation", "analysis", "highlights"];
    words.split_whitespace().any(|word| TITLES.iter().any(|t| word.eq_ignore_ascii_case(t)))
}

/// Words that stand over a single column.
fn names_a_column(words: &str) -> bool {
    const NAMES: [&str; 12] =
        ["(unaudited)", "unaudited", "(audited)", "as of", "at", "change", "total", "actual", "%", "amount", "(restated)", "pro forma"];
    let words = words.trim();
    change::tells_change_only(words)
        || NAMES.iter().any(|n| words.eq_ignore_ascii_case(n))
        || words.get(..5).is_some_and(|w| w.eq_ignore_ascii_case("as of"))
}
