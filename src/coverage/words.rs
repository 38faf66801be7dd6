//! What a number is that is no figure: a date, a page, an item of a list, a phone number, the name of a form.

use std::borrow::Cow;

use super::Fate;
use super::flat::{BLOCK, CELL, PAGE, ROW};
use super::lists::{DIALLED, MONTHS, NUMBERED, SPANS, STATES, STREETS};
use super::notes::Notes;
use super::number::{Field, Number};

/// Whether a number is of a kind.
type Rule<'r, 'a> = fn(&Near<'r, 'a>) -> bool;

/// The kind that is told by the words round a number.
pub(super) fn fate<'r, 'a>(near: &Near<'r, 'a>) -> Option<Fate> {
    let rules: [(Rule<'r, 'a>, Fate); 8] = [
        (Near::is_scale, Fate::Scale),
        (Near::is_contact, Fate::Contact),
        (Near::is_time, Fate::Period),
        (Near::is_date, Fate::Period),
        (Near::is_reference, Fate::Reference),
        (Near::is_footnote, Fate::Footnote),
        (Near::is_item, Fate::List),
        (Near::is_page, Fate::Page),
    ];
    rules.into_iter().find(|(rule, _)| rule(near)).map(|(_, fate)| fate)
}

/// A number with the words round it in lower case, edges as blanks.
pub(super) struct Near<'r, 'a> {
    pub(super) number: Number<'a>,
    /// The cells and columns of its row.
    pub(super) fields: Cow<'r, [Field<'a>]>,
    notes: &'r Notes,
    before: String,
    after: String,
}

impl<'r, 'a> Near<'r, 'a> {
    pub(super) fn of(number: Number<'a>, fields: Cow<'r, [Field<'a>]>, notes: &'r Notes) -> Self {
        let plain = |words: &str| -> String {
            let mut plain = words.to_ascii_lowercase();
            if plain.contains(char::is_control) {
                plain = plain.replace(char::is_control, " ");
            }
            plain
        };
        Self { number, fields, notes, before: plain(number.before()), after: plain(number.after()) }
    }

    fn last_word(&self) -> &str {
        last_word(&self.before)
    }

    fn next_word(&self) -> &str {
        let words = self.after.trim_start_matches([' ', '-', '–', '.', ',', '/']);
        &words[..words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len())]
    }

    /// `000's omitted`, `in $1,000s`.
    fn is_scale(&self) -> bool {
        let zeros = self.number.digits().bytes().all(|b| matches!(b, b'0' | b','));
        let thousand = matches!(self.number.digits(), "1,000" | "1,000,000") && ["in $", "in "].iter().any(|w| self.before.ends_with(w));
        (zeros && self.number.digits().len() >= 3) || (thousand && self.after.starts_with(['s', '\'', '’', ')']))
    }

    fn is_contact(&self) -> bool {
        self.is_phone() || self.is_zip() || self.is_address() || self.is_on_the_web() || self.is_dialled()
    }

    fn is_phone(&self) -> bool {
        let run = around(&self.before, self.number.digits(), &self.after, |c| c.is_ascii_digit() || "()-./+ –".contains(c));
        let groups: Vec<usize> = run.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|&n| n > 0).collect();
        groups.windows(2).any(|pair| pair == [3, 4]) && !run.contains(',') && (groups.len() > 2 || run.contains('-'))
    }

    /// `CA 91403`, `Illinois 60601-1234`.
    fn is_zip(&self) -> bool {
        let digits = self.number.digits();
        let before = self.number.before();
        let five = digits.len() == 5 && digits.bytes().all(|b| b.is_ascii_digit());
        let tail =
            digits.len() == 4 && before.ends_with('-') && before[..before.len() - 1].bytes().rev().take(5).all(|b| b.is_ascii_digit());
        (five && is_state(before)) || (tail && before.len() > 6)
    }

    fn is_address(&self) -> bool {
        if self.number.line().len() >= 120 || self.number.digits().contains([',', '.']) {
            return false;
        }
        let line = self.number.line().to_ascii_lowercase();
        let capital = self.number.after().trim_start_matches([' ', '-']).starts_with(|c: char| c.is_ascii_uppercase());
        let street = || line.split(|c: char| !c.is_alphanumeric() && c != '.').any(|word| STREETS.contains(&word));
        let boxed = self.before.trim_end().ends_with("box") || ["suite", "floor"].contains(&self.last_word());
        boxed || (capital && street())
    }

    fn is_on_the_web(&self) -> bool {
        let word = around(&self.before, self.number.digits(), &self.after, |c| !c.is_whitespace() && !"\"<>()".contains(c));
        ["www.", "http", ".com", ".net", ".org", "@"].iter().any(|mark| word.contains(mark))
    }

    fn is_dialled(&self) -> bool {
        let digits = self.number.digits();
        let plain = digits.len() >= 4 && digits.bytes().all(|b| b.is_ascii_digit());
        plain && (DIALLED.iter().any(|word| self.before.contains(word)) || self.after.trim_start().starts_with('#'))
    }

    fn is_time(&self) -> bool {
        let run = around(&self.before, self.number.digits(), &self.after, |c| c.is_ascii_digit() || c == ':');
        let half = self.after.trim_start_matches([' ', ':']).trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
        let noon =
            ["a.m", "p.m", "am ", "pm ", "am,", "pm,", "et)", "edt", "est", "pdt", "pst", "noon"].iter().any(|word| half.starts_with(word));
        (run.contains(':') && self.number.digits().len() <= 2) || (noon && self.number.small().is_some())
    }

    fn is_date(&self) -> bool {
        self.is_day() || self.is_year() || self.is_span() || self.is_quarter() || self.is_short_date()
    }

    /// `March 31`, `31 March`, `March 31, 2004`, `Mar-04`, `March 31,2004`, and `31,` alone below its month.
    fn is_day(&self) -> bool {
        if self.number.digits().split_once(',').is_some_and(|(day, year)| day.len() <= 2 && year.len() == 4) {
            return is_month(self.last_word());
        }
        let Some(value) = self.number.small() else { return false };
        let before = self.before.trim_end_matches([' ', ',', '.', '-', '–', '/']);
        let day = before.trim_end_matches(|c: char| c.is_ascii_digit());
        let behind_day = day.len() + 2 >= before.len() && day.len() < before.len() && is_month(last_word(day));
        let listed = self.before.trim_end().ends_with(',') || ["and", "or", "to", "through"].contains(&self.last_word());
        let plausible = value <= 31 || (1900..2100).contains(&value);
        let alone = || self.fields.iter().any(|f| f.holds(self.number) && f.text.trim().strip_suffix(',') == Some(self.number.digits()));
        plausible && (alone() || is_month(self.last_word()) || is_month(self.next_word()) || behind_day || (listed && self.follows_a_day()))
    }

    /// Behind the other day of `March 31 and 30`.
    fn follows_a_day(&self) -> bool {
        let words: Vec<&str> = self.before.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words
            .iter()
            .rev()
            .skip_while(|word| ["and", "or", "to", "through"].contains(*word) || word.parse::<u32>().is_ok())
            .take(1)
            .any(|w| is_month(w))
    }

    /// A year by itself, also beside "Percent Change" over another column; one that stands for an amount has a comma or a mark.
    fn is_year(&self) -> bool {
        let full = self.number.digits().len() == 4 && self.number.small().is_some_and(|year| (1900..2100).contains(&year));
        let short = self.number.digits().len() == 2 && self.before.ends_with(['\'', '’']);
        let behind = self.after.strip_prefix([' ', '\n', '-']).unwrap_or(&self.after);
        let counted = ["%", "shares", "million", "billion", "percent", "employees", "units"].iter().any(|unit| behind.starts_with(unit));
        (full && !counted && !self.before.ends_with('$') && self.stands_with_years()) || short
    }

    /// In a row of figures, whether the others are years too, or it heads the row.
    fn stands_with_years(&self) -> bool {
        let Some(own) = self.fields.iter().position(|field| field.holds(self.number)) else { return true };
        let bare = |text: &str| text.split('(').next().unwrap_or_default().trim().trim_end_matches(['*', '†']).parse::<u32>();
        let year = |text: &str| bare(text).is_ok_and(|year| (1900..2100).contains(&year));
        !self.fields[own].is_figure() || own == 0 || self.fields.iter().filter(|field| field.is_figure()).all(|field| year(field.text))
    }

    /// `13 weeks`, `three- and 12-month`, `52-week`.
    fn is_span(&self) -> bool {
        let next = self.next_word();
        let spans = |word: &str| SPANS.contains(&word.trim_end_matches('s'));
        let joined = self.after.split_whitespace().take(5).collect::<Vec<_>>();
        let shared =
            ["and", "or", "to"].contains(&next) && joined.iter().any(|word| spans(word.split('-').next_back().unwrap_or_default()));
        self.number.digits().len() <= 3 && (spans(next) || (shared && self.number.small().is_some()))
    }

    /// `Q1`, `4Q`, `1H`, `FY04`.
    fn is_quarter(&self) -> bool {
        let before = self.number.before();
        let ends = ["Q", "H", "FY", "FY ", "CY", "Q-"].iter().any(|mark| before.ends_with(mark));
        let begins = ["Q", "H "].iter().any(|mark| self.number.after().starts_with(mark));
        self.number.small().is_some() && (ends || begins)
    }

    /// `3/31/04`, `10-31-2004`, `6/30`.
    fn is_short_date(&self) -> bool {
        let run = around(&self.before, self.number.digits(), &self.after, |c| c.is_ascii_digit() || matches!(c, '/' | '-'));
        let parts: Vec<Option<u32>> = run.split(['/', '-']).map(|part| part.parse().ok()).collect();
        match parts[..] {
            [Some(month), Some(day), Some(_)] => (1..=12).contains(&month) && (1..=31).contains(&day),
            [Some(month), Some(day)] => run.contains('/') && (1..=12).contains(&month) && (13..=31).contains(&day),
            _ => false,
        }
    }

    /// `Form 10-K`, `Rule 13a-15`, `SFAS 123`, `Exhibit 99.1`, `401(k)`.
    fn is_reference(&self) -> bool {
        let form = ["-k", "-q", "-ksb", "-qsb", "(k)", "-b", "b-", "a-", "(g)"].iter().any(|mark| self.after.starts_with(mark));
        let list = self.before.trim_end_matches([' ', '#', '.', ':', '\u{a0}', '-']);
        let numbered = NUMBERED.contains(&last_word(list)) && !self.before.ends_with('$');
        let chained = self.before.ends_with("13a-") || self.before.ends_with("15d-") || self.before.contains("file number");
        let glued = self.before.ends_with(|c: char| c.is_alphabetic());
        form || numbered || chained || glued || self.is_file_number()
    }

    /// `0-27062`, `91-1695422`.
    fn is_file_number(&self) -> bool {
        let run = around(&self.before, self.number.digits(), &self.after, |c| c.is_ascii_digit() || c == '-');
        run.split_once('-').is_some_and(|(head, tail)| (1..=3).contains(&head.len()) && tail.len() >= 4 && !tail.contains('-'))
    }

    /// `(1)` behind words, or raised.
    fn is_footnote(&self) -> bool {
        let small = self.number.small().is_some_and(|n| (1..100).contains(&n));
        let bracketed = self.before.ends_with(['(', '[']) && self.after.starts_with([')', ']']);
        let words = self.number.line_before();
        let behind_words = words
            .trim_end_matches(['(', '[', ' '])
            .ends_with(|c: char| c.is_alphabetic() || matches!(c, ')' | ']' | ',' | '*' | '.' | '-') || c.is_ascii_digit());
        let own_line = words.trim_matches(['(', '[', ' ']).is_empty()
            && self.after.trim_start_matches([')', ']']).trim_start().starts_with(|c: char| c.is_alphabetic());
        let is_cell = || self.fields.iter().any(|field| field.holds(self.number) && field.is_figure()) && !behind_words;
        let noted = || self.number.small().is_some_and(|n| self.notes.has(n)) && self.stands_behind_figure();
        small && (self.number.is_raised() || (bracketed && (!is_cell() && (behind_words || own_line) || noted())))
    }

    /// Whether the cell before its own holds a figure.
    fn stands_behind_figure(&self) -> bool {
        let own = self.fields.iter().position(|field| field.holds(self.number));
        own.and_then(|own| own.checked_sub(1)).is_some_and(|before| self.fields[before].is_figure())
    }

    /// `1. Net sales ...`, `2) ...`, or a number that heads a row of words.
    fn is_item(&self) -> bool {
        let fields = &self.fields;
        let heads = |pair: &[Field<'_>]| pair[0].text.trim() == self.number.digits() && pair[0].holds(self.number) && pair[1].has_words();
        if self.number.digits().len() <= 5 && fields.len() == 2 && fields.windows(2).all(heads) {
            return true;
        }
        let head = self.number.line_before().trim_matches([' ', '(', '\u{a0}']).is_empty();
        let small = self.number.small().is_some_and(|n| n < 100);
        head && small
            && self.after.starts_with(['.', ')'])
            && self.after[1..].trim_start().starts_with(|c: char| c.is_alphabetic() || c == '"' || c == '“')
    }

    /// A number alone on its line, `Page 2 of 5`, `- 3 -`.
    fn is_page(&self) -> bool {
        if self.number.small().is_none_or(|n| n >= 1000) {
            return false;
        }
        let edge = |c: char| matches!(c, ROW | CELL | BLOCK | PAGE) || c.is_whitespace();
        let line: String = self.fields.iter().map(|field| field.text.trim_matches(edge)).collect();
        let alone = line.trim_matches(['-', '–', ' ', '(', ')', '\u{a0}']) == self.number.digits();
        let lower = line.to_ascii_lowercase();
        let named = lower.starts_with("page ") && lower.len() < 16;
        alone || named
    }
}

/// Whether words end in a state of the union or its two letters.
fn is_state(words: &str) -> bool {
    let words = words.trim_end_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '.'));
    let word = &words[words.rfind(|c: char| !c.is_alphabetic()).map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8))..];
    let short = word.len() == 2 && word.bytes().all(|b| b.is_ascii_uppercase());
    short || STATES.contains(&word.to_ascii_lowercase().as_str())
}

fn last_word(words: &str) -> &str {
    let words = words.trim_end_matches([' ', ',', '.', '-', '–', '\u{a0}']);
    let start =
        words.rfind(|c: char| !c.is_alphabetic() && c != '&').map_or(0, |i| i + words[i..].chars().next().map_or(1, char::len_utf8));
    &words[start..]
}

fn is_month(word: &str) -> bool {
    word.len() >= 3 && MONTHS.iter().any(|month| *month == word || (word.len() <= 4 && month.starts_with(word)))
}

/// A number with the characters of a kind that touch it.
fn around<'d>(before: &str, digits: &'d str, after: &str, is_part: impl Fn(char) -> bool) -> Cow<'d, str> {
    let head = before.rfind(|c| !is_part(c)).map_or(before, |i| &before[i + before[i..].chars().next().map_or(1, char::len_utf8)..]);
    let tail = &after[..after.find(|c| !is_part(c)).unwrap_or(after.len())];
    if head.is_empty() && tail.is_empty() { Cow::Borrowed(digits) } else { Cow::Owned(format!("{head}{digits}{tail}")) }
}
