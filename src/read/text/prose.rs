//! Headings and paragraphs from lines of words.

use crate::document::Block;
use crate::text::{Text, ends_in_full_stop};

use super::line::{Class, Line};
use super::page::{Page, words};
use super::word::is_dash;

/// Turns lines into headings and paragraphs. `width` is the usual width of the page's running text; `heads_table` says that a
/// table follows, whose titles the last lines may be.
pub fn push(page: &Page, lines: &[Line], width: u16, heads_table: bool, blocks: &mut Vec<Block>) {
    let titles = if heads_table { titles_start(page, lines, width) } else { lines.len() };
    let mut writer = Writer { page, width, open: None, cut: false, blocks };
    let mut at = 0;
    while at < titles {
        let end = at + lines[at..titles].iter().take_while(|l| l.is_printed()).count();
        if end > at {
            let ruled = lines.get(end).is_some_and(|l| l.class == Class::Rule);
            writer.group(&lines[at..end], ruled);
            at = end;
        } else {
            writer.cut |= matches!(lines[at].class, Class::Break | Class::Furniture);
            at += 1;
        }
    }
    writer.close();
    writer.titles(&lines[titles..]);
}

/// The usual width of the running text: wide enough for nine lines in ten of the long ones.
pub fn text_width(lines: &[Line]) -> u16 {
    let mut counts = vec![0u32; 256];
    let long = lines.iter().filter(|l| l.class == Class::Words && l.to > 40);
    long.for_each(|l| counts[usize::from(l.to).min(255)] += 1);
    let all: u32 = counts.iter().sum();
    let mut seen = 0;
    let ninth = |&(_, n): &(usize, &u32)| {
        seen += n;
        seen * 10 >= all * 9
    };
    if all < 8 { 72 } else { counts.iter().enumerate().find(ninth).map_or(72, |(width, _)| width as u16) }
}

/// Where the titles of a table begin: the last lines that look like headings, of one page.
fn titles_start(page: &Page, lines: &[Line], width: u16) -> usize {
    let mut start = lines.len();
    let mut count = 0;
    for (at, line) in lines.iter().enumerate().rev() {
        let words = line.text(page);
        match line.class {
            Class::Words
                if count < 10
                    && !(line.from < 6 && line.to > 60 && line.to + 14 > width && !in_capitals(words))
                    && !wraps_on(page, lines, at)
                    && (is_heading(words) && bullet(words) == 0 || bracketed(words)) =>
            {
                start = at;
                count += 1;
            }
            Class::Blank | Class::Rule | Class::Tag | Class::Furniture if lines.len() - at < 40 => {}
            _ => break,
        }
    }
    // the last line of a paragraph is no title, short as it may be
    let above = start.checked_sub(1).map(|i| &lines[i]).filter(|l| l.class == Class::Words);
    let ends_it = above.zip(lines.get(start)).is_some_and(|(above, line)| {
        line.from < above.from + 4 && (goes_on(above.text(page)) || line.text(page).starts_with(|c: char| c.is_lowercase()))
    });
    if ends_it { start + lines[start..].iter().take_while(|l| l.class == Class::Words).count() } else { start }
}

/// Whether a line goes on with the sentence of the long line above it.
fn wraps_on(page: &Page, lines: &[Line], at: usize) -> bool {
    let above = at.checked_sub(1).map(|i| &lines[i]).filter(|l| l.class == Class::Words && l.from < 6 && l.to > 70);
    above.is_some_and(|l| goes_on(l.text(page))) && lines[at].text(page).starts_with(|c: char| c.is_lowercase())
}

struct Writer<'a, 'b> {
    page: &'a Page<'a>,
    width: u16,
    /// The paragraph that may go on.
    open: Option<Text>,
    /// Whether a page ended since.
    cut: bool,
    blocks: &'b mut Vec<Block>,
}

impl Writer<'_, '_> {
    fn close(&mut self) {
        self.blocks.extend(self.open.take().filter(|t| !t.is_empty()).map(Block::Paragraph));
        self.cut = false;
    }

    /// The lines that head a table.
    fn titles(&mut self, lines: &[Line]) {
        let printed: Vec<&Line> = lines.iter().filter(|l| l.is_printed()).collect();
        let mut at = 0;
        while at < printed.len() {
            let mut text = self.heading(printed[at]);
            at += 1;
            while at < printed.len() && self.heading_goes_on(text.as_str(), printed[at - 1], printed[at]) {
                text.join(&self.heading(printed[at]));
                at += 1;
            }
            self.blocks.push(Block::Heading(text));
        }
    }

    /// A piece of lines without blank ones between.
    fn group(&mut self, lines: &[Line], ruled: bool) {
        let mut rest = lines;
        if self.cut && self.open.as_ref().is_some_and(|t| self.resumes(t.as_str(), &lines[0])) {
            self.cut = false;
        } else {
            self.close();
        }
        if self.open.is_none() {
            let heads = self.headings(lines, ruled);
            rest = &lines[heads..];
        }
        for (i, line) in rest.iter().enumerate() {
            let before = if i > 0 { Some(&rest[i - 1]) } else { None };
            if before.is_some_and(|before| self.parts(before, line)) {
                self.close();
            }
            self.append(line);
        }
    }

    /// Whether a paragraph cut by the end of a page goes on with this line.
    fn resumes(&self, open: &str, line: &Line) -> bool {
        let words = line.text(self.page);
        let small = words.starts_with(|c: char| c.is_lowercase());
        small || goes_on(open) && line.to > self.width / 2 && !is_heading(words) && bullet(words) == 0
    }

    /// Writes the headings that a piece begins with; answers how many lines they take.
    fn headings(&mut self, lines: &[Line], ruled: bool) -> usize {
        let alone = lines.len() == 1;
        let mut count = 0;
        while count < lines.len() {
            let line = &lines[count];
            let words = line.text(self.page);
            let centred = line.from >= 8 && line.to < self.width.saturating_sub(2).max(60) || line.from >= 20;
            let next = lines.get(count + 1);
            let over_text = count == 0
                && line.to < self.width / 2
                && next.is_some_and(|l| l.to > self.width / 10 * 7 && !is_heading(l.text(self.page)));
            let heads = spaced_out(self.page, line).is_some()
                || is_heading(words)
                    && !self.fills(line)
                    && bullet(words) == 0
                    && (centred || over_text || alone || ruled && count + 1 == lines.len() || in_capitals(words) || words.ends_with(':'));
            // the first line of a paragraph that begins in capitals
            let begins_small = |l: &Line| l.text(self.page).starts_with(|c: char| c.is_lowercase()) && line.to > 50;
            let wraps = next.is_some_and(|l| begins_small(l) || !centred && bracket_goes_on(words, l.text(self.page)));
            if !heads || wraps {
                break;
            }
            let mut text = self.heading(line);
            count += 1;
            while count < lines.len() && self.heading_goes_on(text.as_str(), &lines[count - 1], &lines[count]) {
                text.join(&self.heading(&lines[count]));
                count += 1;
            }
            self.blocks.push(Block::Heading(text));
        }
        count
    }

    /// A line as wide as the running text, not all in capitals, is a part of it.
    fn fills(&self, line: &Line) -> bool {
        line.from < 6 && line.to > 60 && line.to + 14 > self.width && !in_capitals(line.text(self.page))
    }

    fn heading(&self, line: &Line) -> Text {
        spaced_out(self.page, line).unwrap_or_else(|| self.page.folded(line.range()))
    }

    /// Whether a heading wraps on to the next line.
    fn heading_goes_on(&self, text: &str, above: &Line, line: &Line) -> bool {
        let words = line.text(self.page);
        let last = text.rsplit(' ').next().unwrap_or("");
        let first = words.split_whitespace().next().unwrap_or("");
        let joins = |w: &str| LINKS.iter().any(|l| l.eq_ignore_ascii_case(w));
        let (whole, next) = (above.text(self.page), line.text(self.page));
        let same_left = above.from.abs_diff(line.from) <= 2 && above.from < 8 && above.to >= 50;
        if line.head - above.end <= 2 && in_capitals(whole) && in_capitals(next) && same_left && !next.starts_with('(') {
            return true;
        }
        let close = line.start - above.end < 200 && above.from.abs_diff(line.from) < 30 && is_heading(words) && !words.starts_with('(');
        close && (joins(last) || last.ends_with([',', '-', '&']) || joins(first) && text.len() > 24)
    }

    /// Whether a line begins a paragraph of its own though no blank line stands above it.
    fn parts(&self, before: &Line, line: &Line) -> bool {
        let (above, words) = (before.text(self.page), line.text(self.page));
        if bullet(words) > 0 && (ends_sentence(above) || before.to.saturating_add(12) < self.width || bullet(above) > 0) {
            return true;
        }
        if hyphenated(above, words) || bracket_goes_on(above, words) {
            return false;
        }
        let first = words.split_whitespace().next().map_or(0, |w| w.chars().count()) as u16;
        let full = before.to.saturating_add(first + 6) >= self.width || before.to > 90;
        let indented = line.from >= before.from + 3 && line.from <= before.from + 12 && ends_sentence(above) && bullet(above) == 0;
        let small = words.starts_with(|c: char| c.is_lowercase());
        indented || !full && !small && !goes_on_softly(above) && line.from <= before.from.saturating_add(40)
    }

    fn append(&mut self, line: &Line) {
        let words = line.text(self.page);
        let text = self.open.get_or_insert_default();
        let spaced = if text.is_empty() { spaced_out(self.page, line) } else { None };
        let special = spaced.or_else(|| dashes_joined(self.page, line));
        if hyphenated(text.as_str(), words) {
            text.glue(&special.unwrap_or_else(|| self.page.folded(line.range())));
        } else if let Some(special) = special {
            text.join(&special);
        } else {
            self.page.fold_onto(text, line.range());
        }
    }
}

/// Words that never end a heading or stand at its beginning.
const LINKS: [&str; 14] = ["and", "of", "the", "for", "to", "in", "with", "on", "by", "at", "from", "or", "a", "an"];

/// Whether a text stops in the middle of a sentence.
fn goes_on(words: &str) -> bool {
    !words.trim_end_matches(['"', '\'', ')', '”', '’', '*', '`']).ends_with(['.', ':', ';', '!', '?'])
}

fn goes_on_softly(words: &str) -> bool {
    let last = words.split_whitespace().next_back().unwrap_or("");
    words.ends_with([',', '-', '/', '&']) && words.len() > 30 || LINKS.contains(&last)
}

fn ends_sentence(words: &str) -> bool {
    !goes_on(words)
}

fn in_capitals(words: &str) -> bool {
    words.contains(|c: char| c.is_alphabetic()) && !words.contains(|c: char| c.is_lowercase())
}

/// Short, with no full stop, and not a sentence by its small letters.
fn is_heading(words: &str) -> bool {
    if words.len() > 160 || words.ends_with([',', ';']) || !words.contains(|c: char| c.is_alphabetic()) {
        return false;
    }
    let (mut count, mut small, mut plain) = (0, 0, 0);
    for word in crate::text::words(words).map(|word| &words[word]) {
        count += 1;
        if word.starts_with(|c: char| c.is_lowercase()) {
            let long = word.len() > 4;
            small += usize::from(long);
            plain += usize::from(long || !LINKS.contains(&word));
        }
    }
    let bracketed = words.starts_with('(') && words.ends_with(')');
    let sentence = words.len() > 70 && plain * 2 > count;
    let stop = || count > 5 && ends_in_full_stop(words);
    count <= 24 && !sentence && (small * 3 <= count || bracketed) && !stop() && !words.contains("  ")
}

fn bracketed(words: &str) -> bool {
    words.starts_with('(') && words.ends_with(')') && words.len() < 140
}

/// Bytes of the bullet that a line begins with, 0 without. Dashes at both ends frame a heading.
fn bullet(words: &str) -> usize {
    if words.starts_with(is_dash) && words.ends_with(is_dash) {
        return 0;
    }
    const SIGNS: [&str; 14] = ["--", "-", "*", "o", "•", "▪", "·", "◦", "–", "—", "\u{f0b7}", "\u{f0a7}", "»", "➢"];
    let first = words.split_whitespace().next().unwrap_or("");
    let inner = first.strip_prefix('(').and_then(|f| f.strip_suffix(')')).unwrap_or("");
    let numbered = (1..=4).contains(&inner.len())
        && inner.bytes().all(|b| b.is_ascii_alphanumeric())
        && inner.parse::<u32>().is_ok_and(|n| n < 60) | (inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_lowercase()))
        || first.len() <= 3 && first.ends_with('.') && first[..first.len() - 1].bytes().all(|b| b.is_ascii_digit()) && first.len() > 1;
    let sign = SIGNS.contains(&first) && words.len() > first.len();
    if sign || numbered { first.len() } else { 0 }
}

/// Whether the words of a line go on in the next without a blank: `800-` `642-1687`, `blood-` `related`, `USA/` `Canada`.
fn hyphenated(before: &str, next: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric();
    let Some(stem) = before.strip_suffix(['-', '/', '\u{2010}', '\u{2011}']) else { return false };
    let first = next.split_whitespace().next().unwrap_or("");
    stem.ends_with(inside) && next.starts_with(inside) && !matches!(first, "and" | "or" | "to")
}

/// Whether a bracket that a line leaves open is closed in the next: `(NYSE:` `HRW) today reported`.
fn bracket_goes_on(before: &str, next: &str) -> bool {
    let opened = before.rfind('(').is_some_and(|at| !before[at..].contains(')'));
    opened && next.find(')').is_some_and(|at| !next[..at].contains('('))
}

/// `N E W S   R E L E A S E` as the words it stands for.
fn spaced_out(page: &Page, line: &Line) -> Option<Text> {
    let single = |w: &std::ops::Range<usize>| page.words[w.clone()].chars().count() == 1;
    // most lines begin with a longer word
    if !line.text(page).chars().nth(1).is_some_and(char::is_whitespace) {
        return None;
    }
    if !words(page.words, line.range()).take(61).all(|w| single(&w)) {
        return None;
    }
    let letters: Vec<_> = words(page.words, line.range()).collect();
    if letters.len() < 4 || letters.len() > 60 || !page.words[line.range()].contains(|c: char| c.is_alphabetic()) {
        return None;
    }
    let mut text = Text::default();
    for (i, letter) in letters.iter().enumerate() {
        let word_ends = i > 0 && letter.start - letters[i - 1].end > 1;
        let piece = page.exact(letter.clone());
        if word_ends { text.join(&piece) } else { text.glue(&piece) }
    }
    Some(text)
}

/// A line in which `- - - -` stands for a dash; `None` when there is no such run.
fn dashes_joined(page: &Page, line: &Line) -> Option<Text> {
    if !line.text(page).contains("- - -") {
        return None;
    }
    let mut text = Text::default();
    let mut run: Option<std::ops::Range<usize>> = None;
    for word in words(page.words, line.range()) {
        if page.words[word.clone()].chars().all(is_dash) {
            run = Some(run.map_or(word.clone(), |r| r.start..word.end));
            continue;
        }
        if let Some(span) = run.take().and_then(|r| page.exact(r).span()) {
            let mut dash = Text::default();
            dash.push_decoded("--", span);
            text.join(&dash);
        }
        text.join(&page.exact(word));
    }
    Some(text)
}
