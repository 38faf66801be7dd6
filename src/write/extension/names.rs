//! Names for the elements that an extension adds: unlike every other of the report, made of the words they stand for.

use crate::report::Report;
use crate::taxonomy::{QName, element};
use crate::write::hash::{HashMap, HashSet};

/// Longest name made of printed words.
const MAX_NAME: usize = 96;

/// Hands out names of the entity's own that nothing else bears.
pub(super) struct Names {
    prefix: String,
    taken: HashSet<String>,
    /// The number that each stem with its endings had last: those below are taken.
    numbers: HashMap<String, usize>,
    /// Whether the report rests on the published taxonomies: no own name is to be one of theirs then (EFM 6.7.16).
    published: bool,
}

impl Names {
    /// Knows every name that the report uses.
    pub(super) fn of(report: &Report) -> Self {
        let axes = report.axes.iter().flat_map(|(axis, a)| a.members.keys().chain([axis]));
        let used = || report.concepts.keys().chain(axes.clone());
        let taken = used().map(|name| name.local().to_owned()).collect();
        Self { prefix: report.entity.prefix.clone(), taken, numbers: HashMap::default(), published: used().any(QName::is_standard) }
    }

    /// A new name: `stem` and `ending`, with a number between where that is taken.
    pub(super) fn make(&mut self, stem: &str, ending: &str) -> QName {
        let local = self.unique(stem, &[ending]) + ending;
        self.own(local)
    }

    /// A stem (`stem`, `stem2` ...) that is free with each of the endings; all of them are taken then. Where the published taxonomies have
    /// such a name, it says that this one is `AsPrinted`.
    pub(super) fn unique(&mut self, stem: &str, endings: &[&str]) -> String {
        let clash = self.published && endings.iter().any(|ending| is_published(&format!("{stem}{ending}")));
        let stem = format!("{stem}{}", if clash { "AsPrinted" } else { "" });
        let number = self.numbers.entry([&stem, "+", &endings.join("+")].concat()).or_insert(1);
        let mut numbered = (*number..).map(|n| (n, if n == 1 { stem.clone() } else { format!("{stem}{n}") }));
        let free = |(_, stem): &(usize, String)| endings.iter().all(|ending| !self.taken.contains(&format!("{stem}{ending}")));
        let (last, stem) = numbered.find(free).expect("numbers don't run out");
        *number = last;
        self.taken.extend(endings.iter().map(|ending| format!("{stem}{ending}")));
        stem
    }

    /// A name made elsewhere, in the entity's own namespace.
    pub(super) fn own(&self, local: String) -> QName {
        QName::new(self.prefix.as_str(), local)
    }
}

fn is_published(local: &str) -> bool {
    [QName::us_gaap(local), QName::srt(local), QName::dei(local)].iter().any(|name| element(name).is_some())
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
        let mut names = Names {
            prefix: "x".into(),
            taken: ["CoverTable".to_owned()].into_iter().collect(),
            numbers: HashMap::default(),
            published: false,
        };
        assert_eq!(names.unique("Cover", &["Abstract", "Table"]), "Cover2");
        assert_eq!(names.make("Cover", "Table").to_string(), "x:Cover3Table");
        assert_eq!((3..6).map(|_| names.unique("Cover", &["Abstract"])).collect::<Vec<_>>(), ["Cover", "Cover3", "Cover4"]);
    }

    #[test]
    fn names_of_the_published_taxonomies_are_theirs() {
        let mut names = Names { prefix: "x".into(), taken: HashSet::default(), numbers: HashMap::default(), published: true };
        assert_eq!(names.make("Assets", "Abstract").to_string(), "x:AssetsAsPrintedAbstract");
        assert_eq!(names.make("Assets", "Abstract").to_string(), "x:AssetsAsPrinted2Abstract");
        assert_eq!(names.make("Donors", "Abstract").to_string(), "x:DonorsAbstract");
    }
}
