//! Furniture of the page: page numbers, running heads and feet, "more" and end marks.

use std::collections::HashMap;

use super::line::{Class, Line};
use super::page::Page;
use super::word::is_dash;

/// Lines of a running head or foot, at most.
const HEAD: usize = 4;

/// Marks the lines that belong to the page and not to the release.
pub fn mark(page: &Page, lines: &mut [Line]) {
    for line in lines.iter_mut().filter(|l| l.is_printed()) {
        let words = line.text(page);
        if is_end_mark(words) {
            line.class = Class::Furniture;
        } else if says_more(words) {
            line.class = Class::Break;
        }
    }
    mark_page_numbers(page, lines);
    mark_running_heads(page, lines);
}

/// `###`, `# # #`, `-0-`, `- 30 -`, `-END-`.
fn is_end_mark(words: &str) -> bool {
    // most lines begin with a letter that no mark begins with
    if words.starts_with(|c: char| c.is_ascii_alphabetic() && !matches!(c, 'E' | 'e')) {
        return false;
    }
    let printed = || words.chars().filter(|c| !c.is_whitespace()).take(12);
    if printed().map(char::len_utf8).sum::<usize>() >= 12 {
        return false;
    }
    let bare: String = printed().collect();
    let inner = bare.trim_matches(|c| is_dash(c) || c == '*' || c == '#' || c == '(' || c == ')');
    let hashes = bare.chars().all(|c| matches!(c, '#' | '*')) && bare.chars().filter(|&c| c == '#').count() > 0;
    let stars = bare.len() >= 3 && bare.chars().all(|c| c == '*');
    let ended = bare.len() > inner.len() + 1 && (inner == "30" || inner.eq_ignore_ascii_case("end"));
    hashes || stars || ended || bare == "-0-" || bare == "--0--"
}

/// `- more -`, `(more)`, `MORE...`, `- Financial Table Follows -`.
fn says_more(words: &str) -> bool {
    if words.len() > 60 {
        return false;
    }
    let decoration = |c: char| is_dash(c) || matches!(c, '(' | ')' | '.' | '*' | '/' | '<' | '>' | '[' | ']' | '…' | ' ');
    let inner = words.trim_matches(decoration);
    if inner.len() == words.len() {
        return inner == "MORE";
    }
    let lower = inner.to_ascii_lowercase();
    let follows = ["follow", "follows", "to follow"].iter().any(|end| lower.ends_with(end)) && lower.contains("table");
    match lower.as_str() {
        "more" | "more to come" | "continued" | "m o r e" | "more - more - more" | "continued on next page" | "more follows" => true,
        _ => follows && lower.len() < 45,
    }
}

/// A number of the page, by itself: `7`, `- 7 -`, `Page 7 of 9`, `A-5`, `Acme/Page 8`.
fn is_page_number(words: &str) -> bool {
    if words.len() > 48 || words.is_empty() {
        return false;
    }
    let bare = words.trim_matches(|c: char| is_dash(c) || c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '|' | '.'));
    let digits = |s: &str| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    if digits(bare) && !words.contains(',') {
        return !(words.starts_with('(') && words.ends_with(')')) || words.len() <= 4;
    }
    if !bare.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let lower = bare.to_ascii_lowercase();
    if let Some((before, after)) = lower.rsplit_once("page") {
        let number = after.trim().split(" of ").all(|n| digits(n.trim()));
        return number && (before.is_empty() || before.ends_with(['/', ' ', '-', '|']));
    }
    let letter = bare.chars().next().is_some_and(|c| c.is_ascii_uppercase());
    let rest = bare.get(1..).unwrap_or("").trim_start_matches(|c: char| is_dash(c) || c == ' ');
    letter && digits(rest) && rest.len() + 1 < bare.len()
}

/// Page numbers stand next to the end of a page, or alone between blank lines in the middle of the line.
fn mark_page_numbers(page: &Page, lines: &mut [Line]) {
    let mut broken = true;
    for at in 0..lines.len() {
        match lines[at].class {
            Class::Blank | Class::Furniture => continue,
            Class::Break => broken = true,
            _ => {
                if is_page_number(lines[at].text(page)) && (broken || page_ends_below(lines, at) || stands_alone(page, lines, at)) {
                    lines[at].class = if says_page(lines[at].text(page)) && !broken { Class::Break } else { Class::Furniture };
                } else {
                    broken = false;
                }
            }
        }
    }
}

fn says_page(words: &str) -> bool {
    words.to_ascii_lowercase().contains("page")
}

fn page_ends_below(lines: &[Line], at: usize) -> bool {
    let next = lines[at + 1..].iter().take(8).find(|l| !matches!(l.class, Class::Blank | Class::Furniture));
    next.is_none_or(|l| l.class == Class::Break)
}

/// A number in the middle of the line behind a blank line, under no figure of the row above: a subtotal would stand in its column.
fn stands_alone(page: &Page, lines: &[Line], at: usize) -> bool {
    let blank = |line: Option<&Line>| line.is_none_or(|l| l.class == Class::Blank);
    let words = |line: Option<&Line>| line.is_some_and(|l| l.class == Class::Words);
    let (above, below) = (at.checked_sub(1).map(|i| &lines[i]), lines.get(at + 1));
    if !blank(above) || lines[at].from < 20 || !(blank(below) || words(below)) {
        return false;
    }
    let row = lines[..at].iter().rev().take(12).find(|l| l.class == Class::Row);
    let under = |row: &Line| row.chunks(page).iter().any(|c| c.to.abs_diff(u32::from(lines[at].to)) <= 2);
    lines[at].class == Class::Words && blank(below) || row.is_some_and(|row| !under(row))
}

/// Lines that come back at the top or the foot of page after page.
fn mark_running_heads(page: &Page, lines: &mut [Line]) {
    let places: Vec<(usize, String)> = heads_and_feet(lines).into_iter().map(|at| (at, shape(lines[at].text(page)))).collect();
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (_, shape) in &places {
        *seen.entry(shape).or_default() += 1;
    }
    for (at, shape) in &places {
        if seen[shape.as_str()] > 1 && !is_title(page, lines, *at, shape) {
            lines[*at].class = Class::Furniture;
        }
    }
}

/// The lines next to each end of a page: a few printed ones in one piece on either side.
fn heads_and_feet(lines: &[Line]) -> Vec<usize> {
    let mut places = Vec::new();
    let mut taken = 0;
    for (at, _) in lines.iter().enumerate().filter(|(_, l)| l.class == Class::Break) {
        let feet: Vec<usize> = piece(lines, (taken..at).rev(), 2);
        let heads: Vec<usize> = piece(lines, at + 1..lines.len(), HEAD);
        places.extend(feet.into_iter().rev());
        taken = heads.last().map_or(at, |&last| last + 1);
        places.extend(heads);
    }
    places.dedup();
    places
}

/// The first printed lines in one piece on the way; none when a row of figures is among them, for then they belong to a table.
fn piece(lines: &[Line], way: impl Iterator<Item = usize>, most: usize) -> Vec<usize> {
    let way = way.take(16).skip_while(|&i| !lines[i].is_printed()).take_while(|&i| lines[i].is_printed());
    let mut found: Vec<usize> = way.collect();
    if found.iter().take(most + 1).any(|&i| lines[i].class == Class::Row) {
        found.clear();
    }
    found.truncate(most);
    found
}

/// The line with its figures and months made alike, so that dates and page numbers do not matter.
fn shape(words: &str) -> String {
    let mut shape = String::new();
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        if word.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
            shape.push('#');
        } else {
            shape.push_str(if is_month(word) { "%" } else { word });
        }
        shape.push(' ');
    }
    shape
}

/// Whether a word names a month, whole or by its first three letters.
pub fn is_month(word: &str) -> bool {
    const MONTHS: [&str; 12] =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
    let word = word.trim_end_matches('.');
    let fits = |month: &str| word.len() == 3 || word.len() == month.len();
    let names = |month: &&str| fits(month) && month[..word.len()].eq_ignore_ascii_case(word);
    word.len() >= 3 && (MONTHS.iter().any(names) || word.eq_ignore_ascii_case("sept"))
}

/// What heads a table is no running head, also when it comes back on every page.
fn is_title(page: &Page, lines: &[Line], at: usize, shape: &str) -> bool {
    let line = &lines[at];
    let below = lines[at + 1..].iter().take(4).find(|l| l.is_printed());
    let stands_over_titles = line.from >= 8 && below.is_some_and(|l| l.class == Class::Words && l.from >= 8);
    const STATEMENT: [&str; 9] =
        ["statement", "balance sheet", "thousands", "millions", "unaudited", "months", "reconciliation", "ended", "non-gaap"];
    let words = line.text(page).to_ascii_lowercase();
    let header = shape.bytes().all(|b| matches!(b, b'#' | b'%' | b' ')) && line.chunks(page).len() > 1;
    line.class == Class::Row || stands_over_titles || header || words.starts_with('(') || STATEMENT.iter().any(|w| words.contains(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks() {
        for words in ["###", "# # #", "-0-", "- END -", "***", "-30-"] {
            assert!(is_end_mark(words), "{words}");
        }
        for words in ["- more -", "(more)", "MORE", "- Financial Table Follows -", "- TABLE TO FOLLOW -", "-MORE-"] {
            assert!(says_more(words), "{words}");
        }
        assert!(!says_more("more") && !is_end_mark("*") && !says_more("The following table shows"));
    }

    #[test]
    fn page_numbers() {
        for words in ["7", "- 7 -", "Page 7", "page 7 of 9", "A-5", "A - 11", "Intel/Page 8", "F-3"] {
            assert!(is_page_number(words), "{words}");
        }
        for words in ["2004", "1,234", "Q4", "", "per page", "on page"] {
            assert!(!is_page_number(words), "{words}");
        }
    }
}
