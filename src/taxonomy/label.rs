//! Printed labels brought into the forms that the lexicon knows.
//!
//! `scripts/taxonomy/labels.py` does the same when the lexicon is made; the examples below hold for both.

use std::borrow::Cow;

/// A label taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label {
    /// All its words, numbers as `#`, footnote marks left out.
    pub full: String,
    /// The words that name the amount: no brackets, no notes on it, no numbers, one form for each word.
    pub core: String,
    /// The words that stand in brackets.
    pub bracketed: Vec<String>,
}

struct Token<'a> {
    word: &'a str,
    /// The number of the bracket it stands in; 0 for none.
    group: u32,
}

impl Label {
    /// Takes a printed label apart.
    pub fn of(printed: &str) -> Self {
        let text: String = printed.chars().filter(|c| !matches!(c, '\'' | '\u{2018}' | '\u{2019}')).map(folded).collect();
        let tokens = without_marks(tokens(&text));
        let full = joined(tokens.iter().map(|t| t.word));
        let mut bracketed: Vec<_> = tokens.iter().filter(|t| t.group > 0).map(|t| t.word.to_owned()).collect();
        bracketed.sort_unstable();
        bracketed.dedup();
        Self { full, core: core(&tokens), bracketed }
    }
}

fn tokens(folded: &str) -> Vec<Token<'_>> {
    let text = folded.as_bytes();
    let (mut found, mut at, mut depth, mut group) = (Vec::new(), 0, 0_u32, 0_u32);
    while let Some(&c) = text.get(at) {
        let start = at;
        at += 1;
        let word = match c {
            b'a'..=b'z' => {
                at += text[at..].iter().take_while(|c| c.is_ascii_lowercase()).count();
                &folded[start..at]
            }
            b'0'..=b'9' | b'$' | b'.' => match number_end(text, start) {
                Some(end) => {
                    at = end;
                    "#"
                }
                None => continue,
            },
            b'&' => "and",
            b'(' => {
                (depth, group) = (depth + 1, group + 1);
                continue;
            }
            b')' => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        found.push(Token { word, group: if depth > 0 { group } else { 0 } });
    }
    found
}

fn folded(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { ' ' }
}

/// Words with a blank between two.
fn joined(words: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut joined = String::new();
    for word in words {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word.as_ref());
    }
    joined
}

/// Where a number ends that begins here: `$1,234.50`, `12%`, `.01`.
fn number_end(text: &[u8], start: usize) -> Option<usize> {
    let digit = |i: usize| text.get(i).is_some_and(u8::is_ascii_digit);
    if text[start] == b'.' {
        return digit(start + 1).then(|| start + 1 + text[start + 1..].iter().take_while(|c| c.is_ascii_digit()).count());
    }
    let mut at = start + usize::from(text[start] == b'$');
    if !digit(at) {
        return None;
    }
    at += 1;
    loop {
        if digit(at) {
            at += 1;
        } else if matches!(text.get(at), Some(b'.' | b',')) && digit(at + 1) {
            at += 2;
        } else {
            return Some(at + usize::from(text.get(at) == Some(&b'%')));
        }
    }
}

/// Leaves out brackets that hold no more than a footnote mark: `(1)`, `(a)`, `(note 6)`.
fn without_marks(mut tokens: Vec<Token>) -> Vec<Token> {
    let groups = tokens.iter().map(|t| t.group as usize + 1).max().unwrap_or(0);
    if groups <= 1 {
        return tokens;
    }
    let (mut count, mut short, mut note) = (vec![0; groups], vec![false; groups], vec![false; groups]);
    for token in &tokens {
        let group = token.group as usize;
        if count[group] == 0 {
            short[group] = token.word.len() == 1;
            note[group] = matches!(token.word, "note" | "notes");
        }
        count[group] += 1;
    }
    tokens.retain(|t| {
        let group = t.group as usize;
        group == 0 || !(note[group] || (short[group] && count[group] == 1))
    });
    tokens
}

fn core(tokens: &[Token]) -> String {
    let outside: Vec<&str> = tokens.iter().filter(|t| t.group == 0).map(|t| t.word).collect();
    let named = outside[..name_end(&outside)].iter().flat_map(|w| long(w).split(' ')).map(stem);
    let core = joined(named.filter(|w| w.len() > 1 && !STOP.contains(&w.as_ref())));
    if core.is_empty() { joined(tokens.iter().filter(|t| t.word != "#").map(|t| stem(t.word))) } else { core }
}

const STOP: [&str; 14] = ["the", "of", "and", "in", "to", "for", "on", "at", "by", "a", "an", "or", "its", "our"];

/// Where notes on the amount begin: "net of allowance of ...", "$.01 par value ...".
fn name_end(words: &[&str]) -> usize {
    (1..words.len()).find(|&i| begins_note(&words[i..])).unwrap_or(words.len())
}

fn begins_note(words: &[&str]) -> bool {
    match words {
        ["authorized" | "unlimited", ..] => true,
        ["net", "of", next, ..] => matches!(
            *next,
            "accumulated" | "allowance" | "allowances" | "reserve" | "reserves" | "unamortized" | "discount" | "current" | "related"
        ),
        ["less", next, ..] => matches!(*next, "accumulated" | "allowance" | "allowances"),
        ["including" | "includes" | "excluding", next, ..] => matches!(*next, "accumulated" | "allowance" | "of" | "related"),
        ["exclusive" | "inclusive", "of", ..] | ["par", "value", ..] | ["#" | "no" | "without", "par", ..] => true,
        _ => false,
    }
}

/// The long form of an abbreviation or of a run-together word.
fn long(word: &str) -> &str {
    match word {
        "accum" => "accumulated",
        "acct" | "accts" => "account",
        "amort" => "amortization",
        "depr" => "depreciation",
        "equip" => "equipment",
        "exp" | "exps" => "expense",
        "misc" | "miscellaneous" => "other",
        "def" => "deferred",
        "int" => "interest",
        "invest" => "investment",
        "liab" => "liability",
        "oper" => "operating",
        "prop" => "property",
        "prov" => "provision",
        "rec" => "receivable",
        "secs" => "security",
        "wtd" | "wgt" | "weighed" => "weighted",
        "avg" => "average",
        "sg" => "selling general",
        "ppe" => "property plant equipment",
        "longterm" => "long term",
        "shortterm" => "short term",
        "noncurrent" => "non current",
        "noncash" => "non cash",
        "noncontrolling" => "non controlling",
        "nonoperating" => "non operating",
        "nonaccrual" => "non accrual",
        "noninterest" => "non interest",
        "nonvested" => "non vested",
        "nonperforming" => "non performing",
        "eps" => "earnings per share",
        "pretax" => "before income tax",
        "stockholder" | "stockholders" | "shareowner" | "shareowners" => "shareholder",
        "rou" => "right use",
        "cogs" => "cost goods sold",
        _ => word,
    }
}

/// The singular, near enough.
fn stem(word: &str) -> Cow<'_, str> {
    let n = word.len();
    if n > 4 && word.ends_with("ies") {
        return Cow::Owned(format!("{}y", &word[..n - 3]));
    }
    if n > 4 && word.ends_with("sses") {
        return Cow::Borrowed(&word[..n - 2]);
    }
    let plural = n > 3 && word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    Cow::Borrowed(&word[..n - usize::from(plural)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_come_to_their_core() {
        let cases = [
            ("Accounts receivable, net of allowance of $1,234 and $1,000", "account receivable"),
            ("Net income (loss) per share (1)", "net income per share"),
            ("Common stock, $.01 par value; 100,000 shares authorized", "common stock"),
            ("Long-term debt, less current portion", "long term debt less current portion"),
            ("Stockholders\u{2019} equity (note 6)", "shareholder equity"),
            ("(Loss)", "loss"),
            ("SG&A", "selling general"),
            ("", ""),
            ("12.5%", ""),
        ];
        for (printed, core) in cases {
            assert_eq!(Label::of(printed).core, core, "{printed}");
        }
    }

    #[test]
    fn full_words_keep_brackets_and_numbers_but_no_marks() {
        let label = Label::of("Net (loss) income per share (a) $1.5");
        assert_eq!(label.full, "net loss income per share #");
        assert_eq!(label.bracketed, ["loss"]);
    }
}
