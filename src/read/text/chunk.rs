//! From words to chunks: what stands together as one cell, and which chunks are figures.

use std::ops::Range;

use super::word::{Word, WordKind, mark, words};
use crate::text::without_blanks;

/// Words and marks that stand together on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// First byte of the page.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First column.
    pub from: u32,
    /// One past the last column.
    pub to: u32,
    /// One past the column of the last digit: brackets, percent signs and marks stick out behind it.
    pub edge: u32,
    /// What it is.
    pub kind: ChunkKind,
}

/// What a chunk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkKind {
    /// Words.
    Words,
    /// A number.
    Figure,
    /// A dash that stands for nothing.
    Dash,
    /// Four digits that may be a year.
    Year,
    /// `N/M` and its like in the place of a number.
    NotMeaningful,
}

impl Chunk {
    /// The bytes of the page.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether it is or stands for a number.
    pub fn is_figure(&self) -> bool {
        self.kind != ChunkKind::Words
    }

    fn of(words: &[Word]) -> Self {
        let (first, last) = (words[0], words[words.len() - 1]);
        Self { start: first.start, end: last.end, from: first.from, to: last.to, edge: last.to, kind: ChunkKind::Words }
    }

    fn extend(&mut self, word: Word) {
        (self.end, self.to) = (word.end, word.to);
    }
}

/// Figures stand to the right of it: the first columns are the stub's.
const STUB: u32 = 12;

/// Cuts a line into chunks: two blanks part them, and figures stand by themselves.
pub fn push_chunks(page: &str, line: Range<usize>, chunks: &mut Vec<Chunk>) {
    if let Some(words) = running_words(page, &line) {
        return chunks.push(words);
    }
    let words = words(page, line);
    let mut builder = Builder { page, start: chunks.len(), chunks, sign: None };
    let mut rest = words.as_slice();
    while let Some(group) = rest.chunk_by(|a, b| b.from < a.to + 2).next() {
        let length = builder.padded_range(rest, group.len()).unwrap_or(group.len());
        builder.group(&rest[..length]);
        rest = &rest[length..];
    }
    builder.give_up_sign(&[]);
}

/// The one chunk of a line of running text, told at a glance: it begins with a plain word, and has no two blanks together and nothing
/// that could be a sign before a figure, a bar, a tag or a leader.
fn running_words(page: &str, line: &Range<usize>) -> Option<Chunk> {
    let words = without_blanks(&page[line.clone()]);
    let first = words.split(' ').next()?;
    if !first.starts_with(|c: char| c.is_ascii_alphabetic()) || WordKind::of(first) != WordKind::Plain {
        return None;
    }
    // without a way out in the middle, many bytes are looked at together
    let odd = |byte: u8| !matches!(byte, b' '..=b'~') | matches!(byte, b'$' | b'+' | b'|' | b'<' | b'_');
    let parts = |pair: &[u8]| (pair[1] == b'.') & matches!(pair[0], b'.' | b' ') | (pair[0] == b' ') & (pair[1] == b' ');
    let runs =
        !words.bytes().fold(false, |any, byte| any | odd(byte)) && !words.as_bytes().windows(2).fold(false, |any, pair| any | parts(pair));
    let start = words.as_ptr() as usize - page.as_ptr() as usize;
    let (end, from) = (start + words.len(), (start - line.start) as u32);
    let to = from + words.len() as u32;
    runs.then_some(Chunk { start, end, from, to, edge: to, kind: ChunkKind::Words })
}

struct Builder<'a> {
    page: &'a str,
    chunks: &'a mut Vec<Chunk>,
    /// How many chunks are those of lines before.
    start: usize,
    /// A currency sign or a plus that waits for its number.
    sign: Option<Word>,
}

impl Builder<'_> {
    /// Whether nothing of the line has been taken yet.
    fn is_first(&self) -> bool {
        self.chunks.len() == self.start
    }

    fn group(&mut self, group: &[Word]) {
        if self.hangs_on(group) {
            return;
        }
        if let Some(figures) = self.figures(group).filter(|_| !self.is_end_of_label(group)) {
            return self.push_figures(figures);
        }
        self.give_up_sign(group);
        match self.label_and_figure(group) {
            Some((label, figures)) => {
                self.chunks.push(Chunk::of(&group[..label]));
                self.push_figures(figures);
            }
            None => self.words_and_sign(group),
        }
    }

    /// A plus that no number follows is a word; so is a sign of money before a lone `%`: they head amounts beside percentages, `$   %`.
    fn give_up_sign(&mut self, next: &[Word]) {
        let heads = matches!(next, [Word { kind: WordKind::Tail, .. }]);
        let sign = self.sign.take().filter(|sign| heads || sign.kind == WordKind::Plus);
        self.chunks.extend(sign.map(|sign| Chunk::of(&[sign])));
    }

    /// Marks that stand a little apart from the number they belong to: `15.3  %`, `12  (a)`.
    fn hangs_on(&mut self, group: &[Word]) -> bool {
        let [word] = group else { return false };
        let kind = word.kind;
        let Some(last) = self.chunks[self.start..].last_mut().filter(|l| matches!(l.kind, ChunkKind::Figure | ChunkKind::Dash)) else {
            return false;
        };
        let hangs = matches!(kind, WordKind::Tail | WordKind::Mark) && word.from <= last.to + 3 && self.sign.is_none();
        if hangs {
            last.extend(*word);
        }
        hangs
    }

    /// Marks of footnotes at the head of a line end the label of the line above: `(3) (4)`.
    fn is_end_of_label(&self, group: &[Word]) -> bool {
        let raised = |w: &Word| mark(&self.page[w.start..w.end]) && self.page[w.start..w.end].starts_with('(');
        self.is_first() && self.sign.is_none() && group[0].from < STUB && group.iter().all(raised)
    }

    fn words_and_sign(&mut self, group: &[Word]) {
        let last = group[group.len() - 1];
        let sign = last.kind == WordKind::Currency || last.kind == WordKind::Plus && group.len() == 1;
        let label = if sign { &group[..group.len() - 1] } else { group };
        if !label.is_empty() {
            self.chunks.push(Chunk::of(label));
        }
        self.sign = sign.then_some(last);
    }

    /// A label with a sign of currency and a number behind it, all one blank apart, `Total assets $ 1,234`, or with a number that touches it.
    fn label_and_figure(&self, group: &[Word]) -> Option<(usize, Vec<Chunk>)> {
        let touched = |pair: &[Word]| pair[0].to == pair[1].from && matches!(pair[1].kind, WordKind::Number { .. });
        let touching = || group.windows(2).position(|pair| pair[0].kind == WordKind::Plain && touched(pair)).map(|at| at + 1);
        let signed = || group.iter().skip(1).position(|w| w.kind == WordKind::Currency).map(|at| at + 1);
        let first = signed().or_else(touching)?;
        let figures = self.figures(&group[first..]).filter(|f| !f.is_empty())?;
        Some((first, figures))
    }

    fn push_figures(&mut self, mut figures: Vec<Chunk>) {
        // a sign before another is that of a blank cell: `$           $ 39,843`
        if let (Some(sign), Some(first)) = (self.sign.take_if(|_| !figures.is_empty()), figures.first_mut())
            && !(sign.kind == WordKind::Currency && self.page[first.start..].starts_with('$'))
        {
            (first.start, first.from) = (sign.start, sign.from);
        }
        // the last "figure" may be a sign that waits for the next group
        if let Some(last) = figures.pop_if(|last| last.kind == ChunkKind::Words) {
            self.sign = Some(Word { start: last.start, end: last.end, from: last.from, to: last.to, kind: WordKind::Currency });
        }
        self.chunks.append(&mut figures);
    }

    /// Reads a group as figures and nothing else; a sign left over at its end comes as a chunk of words.
    fn figures(&self, group: &[Word]) -> Option<Vec<Chunk>> {
        if group.len() > 1 && group.iter().all(|w| w.kind == WordKind::Dash) || self.spaced_zero(group) {
            return Some(vec![Chunk { kind: ChunkKind::Dash, ..Chunk::of(group) }]);
        }
        if self.is_range(group) {
            return Some(vec![Chunk { kind: ChunkKind::NotMeaningful, ..Chunk::of(group) }]);
        }
        let mut found: Vec<Chunk> = Vec::new();
        let mut sign: Option<Word> = None;
        for word in group {
            let noted = || mark(&self.page[word.start..word.end]);
            match word.kind {
                WordKind::Number { .. } if !found.is_empty() && sign.is_none() && noted() => found.last_mut()?.extend(*word),
                WordKind::Currency | WordKind::Direction | WordKind::Plus if sign.is_none() => sign = Some(*word),
                WordKind::Number { .. } | WordKind::Dash | WordKind::NotMeaningful => found.push(figure(*word, sign.take())),
                WordKind::Tail | WordKind::Unit | WordKind::Mark => found.last_mut().filter(|_| sign.is_none())?.extend(*word),
                _ => return None,
            }
        }
        if sign.is_some_and(|s| s.kind == WordKind::Direction) {
            return None;
        }
        found.extend(sign.map(|s| Chunk::of(&[s])));
        Some(found)
    }

    /// `$1.10 - $1.20`, `16% to 17%`: one cell, and no number. Whole numbers with a dash between them are columns.
    fn is_range(&self, group: &[Word]) -> bool {
        let text = |w: &Word| &self.page[w.start..w.end];
        if self.is_first() {
            return false; // at the head of a line it is a label: exercise prices from to
        }
        let mut words = group.iter().filter(|w| !matches!(w.kind, WordKind::Currency | WordKind::Unit | WordKind::Tail | WordKind::Mark));
        let (Some(low), Some(between), Some(high), None) = (words.next(), words.next(), words.next(), words.next()) else { return false };
        let amount = |w: &Word| match w.kind {
            WordKind::Number { .. } => text(w).chars().filter(|c| c.is_ascii_digit() || *c == '.').collect::<String>().parse::<f64>().ok(),
            _ => None,
        };
        let leads = matches!(text(between), "to" | "-" | "–" | "—");
        let marked = |w: &Word| text(w).contains(['.', '%', '$', '€', '£']);
        let currency = group.iter().any(|w| w.kind == WordKind::Currency);
        leads && (currency || marked(low) || marked(high)) && amount(low).zip(amount(high)).is_some_and(|(low, high)| low < high)
    }

    /// `$489.0  -  $499.0`: how many words are a range whose ends are set a little apart from the dash, if the first group of them begins one.
    fn padded_range(&self, words: &[Word], first: usize) -> Option<usize> {
        let [low, between, high] = words.get(first.checked_sub(1)?..first + 2)? else { return None };
        let dollars = |w: &Word| matches!(w.kind, WordKind::Number { .. }) && self.page[w.start..w.end].starts_with('$');
        let (before, behind) = (between.from.saturating_sub(low.to), high.from.saturating_sub(between.to));
        let apart = dollars(low) && dollars(high) && before.max(behind) <= 3 && before.abs_diff(behind) <= 1;
        (apart && self.is_range(&words[..first + 2])).then_some(first + 2)
    }

    /// `- 0 -`.
    fn spaced_zero(&self, group: &[Word]) -> bool {
        let text = |i: usize| &self.page[group[i].start..group[i].end];
        group.len() == 3 && text(1) == "0" && text(0) == "-" && text(2) == "-"
    }
}

fn figure(word: Word, sign: Option<Word>) -> Chunk {
    let mut chunk = Chunk::of(&[word]);
    chunk.kind = match word.kind {
        WordKind::Number { year: true, .. } if sign.is_none() => ChunkKind::Year,
        WordKind::Dash => ChunkKind::Dash,
        WordKind::NotMeaningful => ChunkKind::NotMeaningful,
        _ => ChunkKind::Figure,
    };
    if let WordKind::Number { tail, .. } = word.kind {
        chunk.edge = word.to - (tail as u32).min(word.to - word.from);
    }
    if let Some(sign) = sign {
        (chunk.start, chunk.from) = (sign.start, sign.from);
    }
    chunk
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// The chunks of a line by itself.
    pub fn chunks(page: &str, line: Range<usize>) -> Vec<Chunk> {
        let mut chunks = Vec::new();
        push_chunks(page, line, &mut chunks);
        chunks
    }

    fn cut(line: &str) -> Vec<String> {
        let show = |c: &Chunk| format!("{}{}", if c.is_figure() { "#" } else { "" }, &line[c.range()]);
        chunks(line, 0..line.len()).iter().map(show).collect()
    }

    #[test]
    fn a_sign_without_an_amount_is_a_blank_cell() {
        assert_eq!(cut("Borrowings   $     --    $             $ 39,843"), ["Borrowings", "#$     --", "#$ 39,843"]);
        assert_eq!(cut("Total        $    1,212  $             39,843"), ["Total", "#$    1,212", "#$             39,843"]);
    }

    #[test]
    fn figures_stand_apart() {
        assert_eq!(cut("Cash and securities $  911,000"), ["Cash and securities", "#$  911,000"]);
        assert_eq!(cut("Loss  (2,046)  (1,234) (10,571) "), ["Loss", "#(2,046)", "#(1,234)", "#(10,571)"]);
        assert_eq!(cut("Total   $     (1,468) $       4,341"), ["Total", "#$     (1,468)", "#$       4,341"]);
        assert_eq!(cut("Margin   34.2 %   (9.3) %  12 bps"), ["Margin", "#34.2 %", "#(9.3) %", "#12 bps"]);
        assert_eq!(cut("EPS  $0.79 - $0.80   $ 2.67 to $ 2.69"), ["EPS", "#$0.79 - $0.80", "#$ 2.67 to $ 2.69"]);
        assert_eq!(cut("Sales  $489.0  -  $499.0     $418.6"), ["Sales", "#$489.0  -  $499.0", "#$418.6"]);
        assert_eq!(cut("Sales  $489.0    -      $499.0  -  $12.1"), ["Sales", "#$489.0", "#-", "#$499.0", "#-", "#$12.1"]);
        assert_eq!(cut("Sales  $ 2,823  +  1   1,195 + 10"), ["Sales", "#$ 2,823", "#+  1", "#1,195", "#+ 10"]);
        assert_eq!(cut("Class A +  B   + 5 stores"), ["Class A +", "B", "+ 5 stores"]);
        assert_eq!(cut("Passenger miles (000s)2,612,000   5"), ["Passenger miles (000s)", "#2,612,000", "#5"]);
        assert_eq!(cut("Items  5,000 - 6,000"), ["Items", "#5,000", "#-", "#6,000"]);
        assert_eq!(cut("None  - 0 -   --   N/M    —%"), ["None", "#- 0 -", "#--", "#N/M", "#—%"]);
    }

    #[test]
    fn marks_at_the_head_of_a_line_are_no_figures() {
        assert_eq!(cut("  (3) (4)        $ 11,320 $     6"), ["(3) (4)", "#$ 11,320", "#$     6"]);
        assert_eq!(cut("                 (3)  (4)"), ["#(3)", "#(4)"]);
    }

    #[test]
    fn running_text_is_told_at_a_glance_as_word_by_word() {
        for line in ["  Net income rose to 1,234 in the first quarter, (or -5%) ended  ", "a", "Loss (1,234)(1,100) to 5.", "Up - to 3 x"] {
            let glance = running_words(line, &(0..line.len()));
            // two blanks at the end of a line part nothing
            let by_word = words(line, 0..line.len());
            let chunk = Chunk::of(&by_word);
            assert!(glance.is_none_or(|glance| glance == chunk), "{line}");
            assert_eq!(glance.is_some(), !line.starts_with("Up"), "{line}");
        }
        for line in
            ["Sales  5", "Sales $ 5", "Sales + 5", "Sales .....5", "Sales . . 5", "na 5", "5 stores", "|a", "a <C>", "caf\u{e9}", "", " "]
        {
            assert!(running_words(line, &(0..line.len())).is_none(), "{line}");
        }
    }

    #[test]
    fn words_stay_together() {
        assert_eq!(cut("March 31, 2004   10,046 019 and 10,014,667 shares"), ["March 31, 2004", "10,046 019 and 10,014,667 shares"]);
        assert_eq!(cut("  2004 2003"), ["#2004", "#2003"]);
        assert_eq!(cut("EPS of $2.23"), ["EPS of $2.23"]);
        assert_eq!(cut("Series A  $"), ["Series A"]);
        assert_eq!(cut("          $      %      $      %"), ["$", "%", "$", "%"]);
    }
}
