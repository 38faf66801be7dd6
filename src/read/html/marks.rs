//! Currency signs, brackets and percent signs in cells of their own, joined to the figure they belong to.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::figure::{Currency, Figure};
use crate::text::Text;

use super::place::{Item, Row};

/// What the words of a cell are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A number, or a dash in its place.
    Figure,
    /// A bare year: more likely a header than a figure.
    Year,
    /// `$`, `(`, `$(`: belongs to the figure behind it.
    Opening,
    /// `)`, `%`, `)%`: belongs to the figure before it.
    Closing,
    /// A footnote mark.
    Mark,
    /// Anything else.
    Words,
}

/// Tells what the words of a cell are; `raised` when they stand above the line throughout.
pub fn kind(text: &Text, raised: bool) -> Kind {
    let words = text.as_str();
    if raised {
        Kind::Mark
    } else if words.len() > 40 || words.is_empty() {
        Kind::Words
    } else if is_year(words) {
        Kind::Year
    } else if is_opening(words) {
        Kind::Opening
    } else if words.chars().all(|c| matches!(c, ')' | '%' | ']' | ' ')) {
        Kind::Closing
    } else if matches!(words, "*" | "**" | "***" | "†" | "‡") || is_lettered(words) {
        Kind::Mark
    } else if is_figure(text) {
        Kind::Figure
    } else {
        Kind::Words
    }
}

/// `(a)`, `[B]`, `[1]`: no figure looks like that.
fn is_lettered(words: &str) -> bool {
    match words.as_bytes() {
        [b'(', c, b')'] => c.is_ascii_alphabetic(),
        [b'[', c, b']'] | [b'{', c, b'}'] => c.is_ascii_alphanumeric(),
        _ => false,
    }
}

fn is_year(words: &str) -> bool {
    words.len() == 4 && matches!(words.parse(), Ok(1980..=2100_u16))
}

fn is_opening(words: &str) -> bool {
    let sign = words.trim_end_matches(['(', ' ']).trim_start_matches(['(', ' ']);
    words.len() <= 8 && (sign.is_empty() || Currency::from_sign(sign).is_some()) && !words.contains(char::is_numeric)
}

/// A figure, also one whose bracket stands in the next cell.
fn is_figure(text: &Text) -> bool {
    let words = text.as_str();
    let with = |whole: String| Figure::from_cell(&Text::verbatim(&whole, 0)).is_some();
    match (words.contains('('), words.contains(')')) {
        (true, false) => with(format!("{words})")),
        (false, true) => with(format!("({words}")),
        _ => Figure::from_cell(text).is_some(),
    }
}

/// Joins the marks of all rows to their figures. A sign that belongs to no figure stays in a row of headers and goes elsewhere.
pub fn join(rows: &mut [Row]) {
    note_numbered_marks(rows);
    let starts = figure_starts(rows);
    let ranges = !heads_ends_apart(rows);
    for row in rows {
        let items = std::mem::take(&mut row.items);
        let has_figures = items.iter().any(|i| i.kind == Kind::Figure);
        let done = Vec::with_capacity(items.len());
        let mut joining = Joining { starts: &starts, has_figures, ranges, done, opening: None, between: None, range_end: None };
        items.into_iter().for_each(|item| joining.item(item));
        joining.give_up_opening();
        joining.give_up_range();
        row.items = joining.done;
    }
}

/// What stands between the ends of a range whose signs and ends have cells of their own: `$ | 0.20 | to | $ | 0.22`.
fn is_between_ends(words: &str) -> bool {
    words == "to"
}

/// Whether a header stands over the upper end of such a range alone: `Low | | High`.
fn heads_ends_apart(rows: &[Row]) -> bool {
    let is_body = |row: &Row| row.items.iter().any(|item| item.kind == Kind::Figure);
    let body = rows.iter().position(is_body).unwrap_or(rows.len());
    let mut upper: BTreeSet<(u16, u16)> = BTreeSet::new();
    for pair in rows[body..].iter().flat_map(|row| row.items.windows(2)).filter(|pair| is_between_ends(pair[0].text.as_str())) {
        upper.insert((pair[0].to, pair[1].to));
    }
    let headers = rows[..body].iter().rev().take(HEADERS).flat_map(|row| &row.items);
    !upper.is_empty() && headers.into_iter().any(|header| upper.iter().any(|(from, to)| (*from..*to).contains(&header.from)))
}

/// How many rows of headers there may be.
const HEADERS: usize = 6;

/// `(1)` may be a figure or a footnote mark. It is a mark where no other words or figures stand in its column, it follows another cell each
/// time, and most figures go without or share their header with it.
fn note_numbered_marks(rows: &mut [Row]) {
    let mut columns: HashMap<u16, NumberedColumn> = HashMap::new();
    for row in rows.iter() {
        for (i, item) in row.items.iter().enumerate() {
            let column = columns.entry(item.from).or_default();
            // behind the sign of its currency it is an amount
            let follows = i > 0 && row.items[i - 1].to == item.from && row.items[i - 1].kind != Kind::Opening;
            column.marks += usize::from(is_numbered(item.text.as_str()) && follows);
            // `15.3 | %` in a row below ends a figure as the mark does
            column.items += usize::from(item.kind != Kind::Closing);
        }
    }
    let rows_of_figures = rows.iter().filter(|row| row.items.iter().filter(|i| i.kind == Kind::Figure).count() > 1).count();
    columns.retain(|_, c| c.marks > 0 && c.marks == c.items);
    let headed = under_one_header(rows, &columns);
    columns.retain(|from, c| c.marks * 2 <= rows_of_figures || headed.contains(from));
    for item in
        rows.iter_mut().flat_map(|row| &mut row.items).filter(|item| is_numbered(item.text.as_str()) && columns.contains_key(&item.from))
    {
        item.kind = Kind::Mark;
    }
}

/// The columns of such marks that stand under one header with the column of figures before them: `First` over `108,667 | (1)(2)`.
#[expect(clippy::disallowed_methods, reason = "those that are kept go into a set")]
fn under_one_header(rows: &[Row], columns: &HashMap<u16, NumberedColumn>) -> HashSet<u16> {
    let body = rows.iter().position(|row| row.items.iter().any(|item| item.kind == Kind::Figure)).unwrap_or(rows.len());
    let mut ends: BTreeMap<u16, u16> = BTreeMap::new();
    for item in rows.iter().flat_map(|row| &row.items).filter(|i| i.kind == Kind::Figure && !columns.contains_key(&i.from)) {
        let end = ends.entry(item.from).or_default();
        *end = item.to.max(*end);
    }
    let headers = || rows[body.saturating_sub(HEADERS)..body].iter().flat_map(|row| &row.items);
    let shares = |mark: &u16| {
        headers().filter(|header| (header.from + 1..header.to).contains(mark)).any(|header| {
            let mut figures = ends.range(header.from..header.to).map(|(_, end)| end).peekable();
            figures.peek().is_some() && figures.all(|end| end == mark)
        })
    };
    columns.keys().copied().filter(shares).collect()
}

#[derive(Default)]
struct NumberedColumn {
    marks: usize,
    items: usize,
}

/// `(1)`, `(1)(2)`.
fn is_numbered(words: &str) -> bool {
    let inner = words.strip_prefix('(').and_then(|w| w.strip_suffix(')'));
    let number = |n: &str| n.len() <= 2 && !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit());
    inner.is_some_and(|inner| inner.split(")(").all(number))
}

/// Physical columns in which figures begin.
fn figure_starts(rows: &[Row]) -> Vec<bool> {
    let figures = || rows.iter().flat_map(|r| &r.items).filter(|i| i.kind == Kind::Figure);
    let mut starts = vec![false; figures().map(|i| usize::from(i.from) + 1).max().unwrap_or(0)];
    figures().for_each(|i| starts[usize::from(i.from)] = true);
    starts
}

struct Joining<'a> {
    starts: &'a [bool],
    has_figures: bool,
    /// Whether figures with a word between them may be the ends of a range.
    ranges: bool,
    done: Vec<Item>,
    opening: Option<Item>,
    /// The word behind the lower end of a range.
    between: Option<Item>,
    /// Where the last range ends.
    range_end: Option<u16>,
}

impl Joining<'_> {
    fn item(&mut self, item: Item) {
        let lower = |done: &[Item]| done.last().is_some_and(|before| before.kind == Kind::Figure);
        if self.ranges && self.opening.is_none() && is_between_ends(item.text.as_str()) && lower(&self.done) {
            self.between = Some(item);
            return;
        }
        if !matches!(item.kind, Kind::Opening | Kind::Figure) {
            self.give_up_range();
        }
        match item.kind {
            Kind::Opening => self.open(item),
            Kind::Figure | Kind::Year => self.figure(item),
            Kind::Closing => self.close(item),
            Kind::Mark => self.mark(item),
            Kind::Words if self.opening.is_some() && is_range(item.text.as_str()) => self.figure(item),
            Kind::Words => {
                self.give_up_opening();
                self.done.push(item);
            }
        }
    }

    fn open(&mut self, item: Item) {
        match &mut self.opening {
            Some(before) if before.to == item.from => {
                before.text.glue(&item.text);
                before.to = item.to;
            }
            _ => {
                self.give_up_opening();
                self.opening = Some(item);
            }
        }
    }

    fn figure(&mut self, mut item: Item) {
        let sign = self.opening.take_if(|sign| !figures_between(self.starts, sign.to, item.from));
        if let Some(mut sign) = sign {
            sign.text.glue(&item.text);
            let kind = if item.kind == Kind::Words { Kind::Words } else { Kind::Figure };
            item = Item { from: sign.from, text: sign.text, kind, ..item };
        }
        self.give_up_opening();
        if let Some((between, lower)) = self.between.take().zip(self.done.last_mut()) {
            lower.text.join(&between.text);
            lower.text.join(&item.text);
            (lower.to, lower.kind) = (item.to, Kind::Words);
            self.range_end = Some(item.to);
            return;
        }
        self.done.push(item);
    }

    /// A word that no second figure follows is that and no more.
    fn give_up_range(&mut self) {
        self.done.extend(self.between.take());
    }

    fn close(&mut self, item: Item) {
        self.give_up_opening();
        match self.done.last_mut() {
            Some(range) if self.range_end == Some(item.from) => {
                range.text.glue(&item.text);
                range.to = item.to;
                self.range_end = Some(item.to);
            }
            Some(figure) if closes(figure, &item, self.starts) => {
                figure.text.glue(&item.text);
                figure.to = item.to;
            }
            // a column headed by a percent sign
            _ if item.text.as_str() == "%" && !self.has_figures => self.done.push(Item { kind: Kind::Words, ..item }),
            _ => {}
        }
    }

    fn mark(&mut self, item: Item) {
        match self.done.last_mut() {
            Some(before) if before.to == item.from || !figures_between(self.starts, item.from, item.to) => before.text.join(&item.text),
            // a mark in the place of a figure: not meaningful
            _ => self.done.push(Item { kind: Kind::Words, ..item }),
        }
    }

    fn give_up_opening(&mut self) {
        if let Some(sign) = self.opening.take().filter(|_| !self.has_figures) {
            self.done.push(Item { kind: Kind::Words, ..sign });
        }
    }
}

/// Whether words are a range of amounts whose first sign stands in a cell of its own: `9.80 - $10.10`.
fn is_range(words: &str) -> bool {
    Figure::range(&Text::verbatim(&format!("${words}"), 0)).is_some()
}

fn closes(figure: &Item, mark: &Item, starts: &[bool]) -> bool {
    if figure.kind == Kind::Year {
        return false;
    }
    figure.kind == Kind::Figure
        && (figure.to == mark.from || mark.text.as_str() != "%" || !figures_between(starts, mark.from, mark.from + 1))
}

fn figures_between(starts: &[bool], from: u16, to: u16) -> bool {
    (from..to).any(|c| starts.get(usize::from(c)) == Some(&true))
}
