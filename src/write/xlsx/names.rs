//! Sheet names: at most 31 characters, some of them forbidden, no two alike in any case.

use crate::write::hash::{HashMap, HashSet};

const LONGEST: usize = 31;

/// Gives out sheet names.
#[derive(Default)]
pub(super) struct SheetNames {
    taken: HashSet<String>,
    /// The number that each title had last: those below are taken.
    numbers: HashMap<String, usize>,
}

impl SheetNames {
    /// A name for a title that no sheet has yet; `fallback` where nothing of the title can stand in a sheet name.
    pub(super) fn unique(&mut self, title: &str, fallback: &str) -> String {
        let clean: String = title.chars().map(|c| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c }).collect();
        let words = clean.split_whitespace().collect::<Vec<_>>().join(" ");
        let stem = match words.trim_matches('\'') {
            "" => fallback,
            // Excel keeps this name for itself
            words if words.eq_ignore_ascii_case("history") => fallback,
            words => words,
        };
        let number = self.numbers.entry(stem.to_owned()).or_insert(1);
        let mut names = (*number..).map(|n| (n, numbered(stem, n)));
        let (last, name) = names.find(|(_, name)| !self.taken.contains(&name.to_lowercase())).expect("numbers never end");
        *number = last;
        self.taken.insert(name.to_lowercase());
        name
    }
}

fn numbered(stem: &str, n: usize) -> String {
    let suffix = if n == 1 { String::new() } else { format!(" ({n})") };
    let room = LONGEST - suffix.len();
    let fits = |words: &str| words.encode_utf16().count() <= room;
    let cut = if fits(stem) { stem.to_owned() } else { shortened(without_adjectives(stem), room) };
    format!("{}{suffix}", cut.trim_end_matches('\''))
}

/// Without the words before it that most statements of a release share.
fn without_adjectives(stem: &str) -> &str {
    const SHARED: [&str; 5] = ["unaudited", "condensed", "consolidated", "interim", "supplemental"];
    let mut rest = stem;
    while let Some((first, more)) = rest.split_once(' ') {
        if !SHARED.contains(&first.to_lowercase().as_str()) {
            break;
        }
        rest = more;
    }
    rest
}

/// Cut after the last whole word that fits, if that leaves enough to go by.
fn shortened(stem: &str, room: usize) -> String {
    let mut units = 0;
    let fits = stem.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    let cut: String = fits.collect();
    if cut.len() == stem.len() {
        return cut;
    }
    match cut.rfind(' ') {
        Some(at) if at >= room / 2 => cut[..at].to_owned(),
        _ => cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_legal_and_unique() {
        let mut names = SheetNames::default();
        assert_eq!(names.unique("Consolidated Statements of Operations - GAAP", "x"), "Statements of Operations - GAAP");
        assert_eq!(names.unique("CONSOLIDATED Statements of Operations - Pro Forma", "x"), "Statements of Operations - Pro");
        assert_eq!(names.unique("Results [a/b]: *?", "x"), "Results a b");
        assert_eq!(names.unique("''", "Other Data"), "Other Data");
        assert_eq!(names.unique("History", "Other Data"), "Other Data (2)");
    }
}
