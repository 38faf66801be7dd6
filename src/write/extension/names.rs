//! Names for the elements that an extension adds: unlike every other of the report, made of the words they stand for.

use std::collections::HashSet;

use crate::report::Report;
use crate::taxonomy::QName;

/// Longest name made of printed words.
const MAX_NAME: usize = 96;

/// Hands out names of the entity's own that nothing else bears.
pub(super) struct Names {
    prefix: String,
    taken: HashSet<String>,
}

impl Names {
    /// Knows every name that the report uses.
    pub(super) fn of(report: &Report) -> Self {
        let axes = report.axes.iter().flat_map(|(axis, a)| a.members.keys().chain([axis]));
        let taken = report.concepts.keys().chain(axes).map(|name| name.local().to_owned()).collect();
        Self { prefix: report.entity.prefix.clone(), taken }
    }

    /// A new name: `stem` and `ending`, with a number between where that is taken.
    pub(super) fn make(&mut self, stem: &str, ending: &str) -> QName {
        let local = self.unique(stem, &[ending]) + ending;
        self.own(local)
    }

    /// A stem (`stem`, `stem2` ...) that is free with each of the endings; all of them are taken then.
    pub(super) fn unique(&mut self, stem: &str, endings: &[&str]) -> String {
        let numbered = (2..).map(|n| format!("{stem}{n}"));
        let free = |stem: &String| endings.iter().all(|ending| !self.taken.contains(&format!("{stem}{ending}")));
        let stem = std::iter::once(stem.to_owned()).chain(numbered).find(free).expect("numbers don't run out");
        self.taken.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
        stem
    }

    /// A name made elsewhere, in the entity's own namespace.
    pub(super) fn own(&self, local: String) -> QName {
        QName::new(self.prefix.as_str(), local)
    }
}

/// Words run together, each with a capital: `Current assets:` becomes `CurrentAssets`. Empty words give `Item`.
pub(super) fn camel(words: &str) -> String {
    let mut name = String::new();
    for word in words.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').map(|w| w.replace('\'', "")).filter(|w| !w.is_empty()) {
        if name.len() + word.len() > MAX_NAME {
            break;
        }
        let (first, rest) = word.split_at(1);
        name.push_str(&first.to_ascii_uppercase());
        let shouted = word.len() > 3 && !word.bytes().any(|b| b.is_ascii_lowercase());
        name.push_str(&if shouted { rest.to_ascii_lowercase() } else { rest.to_owned() });
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert_str(0, "Year");
    }
    if name.is_empty() { "Item".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_become_names() {
        for (words, name) in [
            ("Current assets:", "CurrentAssets"),
            ("CONDENSED CONSOLIDATED BALANCE SHEETS", "CondensedConsolidatedBalanceSheets"),
            ("Shareholders' equity", "ShareholdersEquity"),
            ("2004 outlook", "Year2004Outlook"),
            ("— —", "Item"),
        ] {
            assert_eq!(camel(words), name);
        }
    }

    #[test]
    fn stems_are_free_with_every_ending() {
        let mut names = Names { prefix: "x".into(), taken: ["CoverTable".to_owned()].into() };
        assert_eq!(names.unique("Cover", &["Abstract", "Table"]), "Cover2");
        assert_eq!(names.make("Cover", "Table").to_string(), "x:Cover3Table");
    }
}
