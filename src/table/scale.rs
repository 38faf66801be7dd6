//! What a table says of scale and currency: `(In thousands, except per share data)`.

use super::{Row, RowKind, Table};
use crate::document::Block;
use crate::figure::Currency;
use crate::source::Span;
use crate::text::Text;

/// The powers of ten that words put on printed figures. Amounts per share, percentages and ratios are never scaled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scale {
    /// On amounts of money; `None` where nothing is said of them.
    pub money: Option<u8>,
    /// On numbers of shares; `None` where nothing is said of them (`Dollars in thousands`).
    pub shares: Option<u8>,
    /// On numbers of other things (`gallons in thousands`), when said of them alone.
    pub others: Option<u8>,
    /// The currency, if named.
    pub currency: Option<Currency>,
    /// Where it is said.
    pub stated_at: Option<Span>,
    /// Whether it is said elsewhere than at the table itself: over the table before, or in the text.
    pub inherited: bool,
}

/// Things whose number may be scaled on its own.
const COUNTED: [&str; 24] = [
    "units",
    "gallons",
    "barrels",
    "stores",
    "customers",
    "subscribers",
    "tons",
    "tonnes",
    "boe",
    "bbls",
    "mcf",
    "mwh",
    "kwh",
    "gwh",
    "feet",
    "employees",
    "transactions",
    "members",
    "passengers",
    "miles",
    "ounces",
    "pounds",
    "volumes",
    "accounts",
];

#[derive(Clone, Copy, PartialEq)]
enum Subject {
    Money,
    Shares,
    PerShare,
    Others,
}

/// What has been read of a caption so far.
#[derive(Default)]
struct Reading {
    scale: Scale,
    subjects: Vec<Subject>,
    except: bool,
    /// Whether the last power was put on everything, so that "of dollars" may narrow it.
    on_all: bool,
}

impl Scale {
    /// Reads a caption, title or label. `None` where it says nothing of scale.
    pub fn of(text: &Text) -> Option<Self> {
        Self::of_words(text.as_str()).map(|scale| Self { stated_at: text.span(), ..scale })
    }

    /// Reads words whose place does not matter.
    pub(super) fn of_words(text: &str) -> Option<Self> {
        if text.len() > 600 {
            return None;
        }
        let lower = text.to_lowercase();
        let words: Vec<&str> = tokens(&lower);
        let mut reading = Reading::default();
        let mut said = false;
        for at in 0..words.len() {
            said |= reading.read(&words, at);
        }
        reading.scale.currency = currency(text, &lower);
        said.then_some(reading.scale)
    }

    /// Whether any power is more than nothing said.
    fn says_nothing(&self) -> bool {
        self.money.is_none() && self.shares.is_none() && self.others.is_none()
    }
}

/// Words and the marks that matter: `$`, `(`, `,`.
fn tokens(lower: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for word in lower.split_whitespace() {
        let core = word.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | ';' | ':' | '.' | '*' | '"' | '“' | '”'));
        for part in core.split_inclusive(['-', '/']) {
            let part = part.trim_end_matches(['-', '/']);
            if !part.is_empty() {
                out.push(part);
            }
        }
    }
    out
}

/// The power of ten of a word, with what it is put on if the word says so: `$000`.
fn power(word: &str) -> Option<(u8, Option<Subject>)> {
    Some(match word {
        "thousand" | "thousands" | "000" | "000s" | "000's" | "000’s" | "'000" | "’000" | "'000s" | "’000s" => (3, None),
        "$000" | "$000s" | "$000's" | "$000’s" | "$'000" | "$’000" | "us$000" | "$thousands" | "$'000s" => (3, Some(Subject::Money)),
        "million" | "millions" | "000,000" | "000,000's" | "000,000s" | "mm" => (6, None),
        "$k" | "us$k" => (3, Some(Subject::Money)),
        "$bn" | "$b" | "us$bn" => (9, Some(Subject::Money)),
        "$millions" | "$mm" | "$m" | "us$m" | "$000,000" => (6, Some(Subject::Money)),
        "billion" | "billions" => (9, None),
        _ => return None,
    })
}

impl Reading {
    /// Reads the word at an index; answers whether it put a power on something.
    fn read(&mut self, words: &[&str], at: usize) -> bool {
        let word = words[at];
        let before = at.checked_sub(1).map_or("", |i| words[i]);
        let power = power(word).or_else(|| (word == "k" && COUNTED.contains(&before)).then_some((3, None)));
        if let Some((power, on)) = power {
            let counted = before.bytes().any(|b| b.is_ascii_digit()) || matches!(before, "several" | "hundred" | "many");
            return !counted && self.put(power, on);
        }
        match word {
            "except" | "excluding" | "exclude" | "excludes" => {
                (self.except, self.on_all) = (true, false);
                self.subjects.clear();
            }
            "dollar" | "dollars" | "$" | "us$" | "usd" | "euros" | "yen" | "rmb"
                if before == "of" || self.on_all && words[at.saturating_sub(2)..at].contains(&"of") =>
            {
                self.narrow();
            }
            "dollar" | "dollars" | "$" | "us$" | "usd" | "c$" | "£" | "€" => self.subject(Subject::Money),
            "share" | "shares" | "adss" | "units" if before == "per" || before == "each" => self.subject(Subject::PerShare),
            "share" | "shares" if self.except && words.get(at + 1).is_some_and(|w| *w == "price") => {}
            "share" | "shares" => self.share(),
            _ if COUNTED.contains(&word) && before == "of" && self.on_all => self.on_others_alone(),
            _ if COUNTED.contains(&word) => self.subject(Subject::Others),
            _ => {}
        }
        false
    }

    fn subject(&mut self, subject: Subject) {
        self.on_all = false;
        self.subjects.push(subject);
    }

    fn share(&mut self) {
        if self.except {
            self.scale.shares = Some(0);
        }
        self.subject(Subject::Shares);
    }

    /// "in thousands of dollars": the power was put on money alone.
    fn narrow(&mut self) {
        if self.on_all {
            self.scale.shares = None;
        }
        self.on_all = false;
    }

    /// "in millions of kWh": the power was put on those alone.
    fn on_others_alone(&mut self) {
        self.scale.others = self.scale.money.take();
        (self.scale.shares, self.on_all) = (None, false);
    }

    fn put(&mut self, power: u8, on: Option<Subject>) -> bool {
        let mut subjects = std::mem::take(&mut self.subjects);
        subjects.extend(on);
        subjects.retain(|s| *s != Subject::PerShare);
        if subjects.is_empty() {
            if self.except {
                return false;
            }
            self.scale.money.get_or_insert(power);
            self.scale.shares.get_or_insert(power);
            self.on_all = true;
        }
        for subject in subjects {
            match subject {
                Subject::Money => self.scale.money = Some(power),
                Subject::Shares => self.scale.shares = Some(power),
                Subject::Others => self.scale.others = Some(power),
                Subject::PerShare => {}
            }
        }
        true
    }
}

/// The currency that a caption names.
fn currency(text: &str, lower: &str) -> Option<Currency> {
    const NAMES: [(&str, &str); 14] = [
        ("canadian dollar", "CAD"),
        ("cdn$", "CAD"),
        ("c$", "CAD"),
        ("australian dollar", "AUD"),
        ("hong kong dollar", "HKD"),
        ("u.s. dollar", "USD"),
        ("us dollar", "USD"),
        ("united states dollar", "USD"),
        ("us$", "USD"),
        ("euro", "EUR"),
        ("pounds sterling", "GBP"),
        ("renminbi", "CNY"),
        ("rmb", "CNY"),
        ("yen", "JPY"),
    ];
    let named = NAMES.into_iter().find(|(name, _)| contains_word(lower, name)).and_then(|(_, code)| Currency::from_code(code));
    named.or_else(|| {
        [('€', "EUR"), ('£', "GBP"), ('¥', "JPY")]
            .into_iter()
            .find(|(sign, _)| text.contains(*sign))
            .and_then(|(_, code)| Currency::from_code(code))
    })
}

/// Whether a word begins in the text at a word's start.
fn contains_word(lower: &str, word: &str) -> bool {
    lower.match_indices(word).any(|(at, _)| !lower[..at].ends_with(|c: char| c.is_alphanumeric()))
}

/// Gives each table, column and row the scale that is stated for it.
pub(super) fn apply(blocks: &[Block], tables: &mut [Table]) {
    for i in 0..tables.len() {
        let (before, rest) = tables.split_at_mut(i);
        let table = &mut rest[0];
        scale_columns(table);
        scale_rows(&mut table.rows);
        table.scale = own_scale(table).or_else(|| elsewhere(blocks, before, table)).unwrap_or_default();
    }
}

/// What the table itself says: the title nearest to it first, then its notes.
fn own_scale(table: &Table) -> Option<Scale> {
    let titles = table.titles.iter().rev().find_map(Scale::of);
    titles.or_else(|| table.notes.iter().filter(|n| n.as_str().len() < 300).find_map(Scale::of))
}

/// What is said once for several tables: in a sentence above, or over the table before.
fn elsewhere(blocks: &[Block], before: &[Table], table: &Table) -> Option<Scale> {
    let from = before.last().map_or(0, |t| t.block + 1).min(table.block);
    // tables of percentages alone say nothing of scale
    let last = before.iter().rev().find(|t| digits(t) > 0);
    let said = blocks[from..table.block].iter().rev().filter_map(general_remark).next();
    let scale = said.or_else(|| last.filter(|b| b.scale.money.is_some() && comparable(before, b, table)).map(|b| b.scale.clone()))?;
    Some(Scale { inherited: true, ..scale })
}

/// A remark on how all tables are to be read: `All amounts in thousands`.
fn general_remark(block: &Block) -> Option<Scale> {
    let (Block::Heading(text) | Block::Paragraph(text)) = block else { return None };
    if let Some(remark) = leading_remark(text.as_str()) {
        return Scale::of_words(remark).map(|scale| Scale { stated_at: text.span(), ..scale });
    }
    let lower = text.as_str().to_lowercase();
    let general = ["amounts", "dollars", "figures", "in thousands", "in millions", "000"].iter().any(|w| lower.contains(w));
    (general && text.as_str().len() < 160).then(|| Scale::of(text)).flatten()
}

/// How many tables back the figures are looked at that a scale was stated for.
const LOOK_BACK: usize = 12;

/// The brackets at the end of a sentence that leads on to a table: `... consisted of the following (in millions):`.
fn leading_remark(text: &str) -> Option<&str> {
    let sentence = text.trim_end().trim_end_matches([':', '.']).strip_suffix(')')?;
    let remark = &sentence[sentence.rfind('(')? + 1..];
    (remark.len() < 100 && sentence.len() > remark.len() + 20).then_some(remark)
}

/// Whether the figures of a table are of one order with those that the scale of the table before it holds for.
fn comparable(before: &[Table], last: &Table, table: &Table) -> bool {
    let under_it = before.iter().rev().take(LOOK_BACK).filter(|t| t.scale.stated_at == last.scale.stated_at);
    let widest = under_it.map(digits).max().unwrap_or(0);
    let here = digits(table);
    widest > 0 && here > 0 && here <= widest + 2 && !is_in_full(table)
}

/// Whether the larger figures of a table all end in three zeros, as rounded ones do that are printed in full.
fn is_in_full(table: &Table) -> bool {
    let figures = table.rows.iter().flat_map(|r| r.figures.iter().flatten());
    let mut large = figures.filter(|f| f.amount.abs() >= rust_decimal::Decimal::from(10_000)).peekable();
    large.peek().is_some() && large.all(|f| f.style.trailing_zeros >= 3)
}

/// Digits before the decimal point of the largest figure that is no percentage.
fn digits(table: &Table) -> usize {
    let figures = table.rows.iter().flat_map(|r| r.figures.iter().flatten());
    let plain = figures.filter(|f| f.style.suffix == crate::figure::Suffix::None);
    plain.map(|f| f.amount.abs().trunc().to_string().len()).max().unwrap_or(0)
}

fn scale_columns(table: &mut Table) {
    for column in &mut table.columns {
        let currency = column.headers.iter().rev().find_map(|h| Currency::heading(h.as_str())).map(|(currency, _)| currency);
        let said = column.headers.iter().rev().find_map(Scale::of);
        column.scale = match (said, currency) {
            (Some(scale), currency) => Some(Scale { currency: scale.currency.or(currency), ..scale }),
            (None, Some(currency)) => Some(Scale { currency: Some(currency), ..Scale::default() }),
            (None, None) => None,
        };
    }
}

/// A row takes the scale that its label states, or that the section over it states.
fn scale_rows(rows: &mut [Row]) {
    let mut section: Option<(u8, Scale)> = None;
    for row in rows {
        let own = Scale::of(&row.stub).filter(|s| !s.says_nothing());
        if row.kind == RowKind::Section {
            let leaves = section.as_ref().is_some_and(|(depth, _)| row.depth <= *depth);
            if own.is_some() || leaves {
                section = own.clone().map(|s| (row.depth, s));
            }
            row.scale = own;
        } else {
            let leaves = section.as_ref().is_some_and(|(depth, _)| row.depth < *depth || row.depth == *depth && row.gap_above);
            if leaves {
                section = None;
            }
            row.scale = own.or_else(|| section.as_ref().map(|(_, s)| s.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions() {
        for (caption, money, shares) in [
            ("(In thousands, except per share data)", Some(3), Some(3)),
            ("(in 000s, except share data)", Some(3), Some(0)),
            ("(In millions, except number of shares, which are reflected in thousands, and per-share amounts)", Some(6), Some(3)),
            ("(000's omitted)", Some(3), Some(3)),
            ("($000)", Some(3), None),
            ("Dollars in thousands", Some(3), None),
            ("(dollars and shares in thousands)", Some(3), Some(3)),
            ("Dollars in millions, except per share amounts; shares in thousands", Some(6), Some(3)),
            ("In thousands of U.S. dollars, except share and per share data", Some(3), Some(0)),
            ("(Expressed in thousands of dollars)", Some(3), None),
            ("Number of shares (in thousands) used in computing:", None, Some(3)),
            ("(amounts in millions)", Some(6), Some(6)),
            ("Shares (000)", None, Some(3)),
            ("$ in millions", Some(6), None),
            ("(Dollars in Thousands Except Per Share Data)", Some(3), None),
            ("(In thousands, except shares and per share amounts)", Some(3), Some(0)),
        ] {
            let scale = Scale::of_words(caption).unwrap_or_default();
            assert_eq!((scale.money, scale.shares), (money, shares), "{caption}");
        }
        assert_eq!(Scale::of_words("Gallons sold (in thousands)").unwrap().others, Some(3));
        let energy = Scale::of_words("Electric sales (millions of kWh)").unwrap();
        assert_eq!((energy.money, energy.others), (None, Some(6)));
    }

    #[test]
    fn sentences_that_lead_on() {
        assert_eq!(leading_remark("Unearned revenue changed during the quarter as follows (in millions):"), Some("in millions"));
        assert_eq!(leading_remark("(in millions)"), None);
    }

    #[test]
    fn sentences_that_state_no_scale() {
        for words in ["Revenue rose to $5.2 million", "March 31, 2004", "100,000 shares", "(unaudited)"] {
            assert_eq!(Scale::of_words(words), None, "{words}");
        }
    }

    #[test]
    fn currencies() {
        assert_eq!(Scale::of_words("(in thousands of Canadian dollars)").unwrap().currency, Currency::from_code("CAD"));
        assert_eq!(Scale::of_words("US$ in millions").unwrap().currency, Some(Currency::USD));
    }
}
