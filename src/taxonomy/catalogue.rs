//! The elements of the us-gaap, srt and dei taxonomies of 2023, looked up in the embedded table without reading it as a whole.
//!
//! `schemas/catalogue.bin`: names in order, front-coded in blocks of 16; a look-up is a binary search over the blocks' first names
//! and a walk through one block (about a microsecond).

use std::cmp::Ordering;

use super::bytes::{u16_at, u32_at};
use super::once::OncePerElement;
use super::{Balance, Concept, DataType, PeriodType, QName};

static DATA: &[u8] = include_bytes!("../../schemas/catalogue.bin");

const BLOCK: usize = 16;
const HEAD: usize = 6;

/// Names an element of the standard taxonomies: its place in the order of their names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ElementId(u16);

/// An element of a standard taxonomy: what may be reported, or what orders and splits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it is for.
    pub kind: ElementKind,
    /// Its name, label and types.
    pub concept: Concept,
}

/// What an element is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ElementKind {
    /// It may have facts.
    Item,
    /// A heading.
    Abstract,
    /// An axis of a table: what a dimension is named by.
    Axis,
    /// A table of axes (hypercube).
    Table,
    /// A member or domain of an axis.
    Member,
}

impl ElementId {
    /// More than any element's number.
    pub const COUNT: usize = 20_000;

    /// The element of a name, if a standard taxonomy of 2023 has it.
    pub fn of(name: &QName) -> Option<Self> {
        name.is_standard().then(|| Self::find(name.prefix(), name.local())).flatten()
    }

    /// The us-gaap element of a local name.
    pub fn us_gaap(local: &str) -> Option<Self> {
        Self::find("us-gaap", local)
    }

    /// An element by the number that the embedded tables know it by.
    pub(super) fn from_number(number: u16) -> Self {
        Self(number)
    }

    /// The number that the embedded tables know it by.
    pub fn number(self) -> u16 {
        self.0
    }

    fn find(prefix: &str, local: &str) -> Option<Self> {
        let name = [prefix, ":", local].concat();
        let name = name.as_bytes();
        let mut walk = Walk::new(last_block_not_after(name)?);
        // the names so far stand before the one that is sought, and have so many bytes with it in common
        let mut common = 0;
        while let Some((shared, rest, entry)) = walk.step() {
            match shared.cmp(&common) {
                Ordering::Greater => {}
                Ordering::Less => return None,
                Ordering::Equal => {
                    let sought = &name[common..];
                    let alike = rest.iter().zip(sought).take_while(|(a, b)| a == b).count();
                    match rest[alike..].first().cmp(&sought[alike..].first()) {
                        Ordering::Less => common += alike,
                        Ordering::Equal => return Some(Self(entry.number)),
                        Ordering::Greater => return None,
                    }
                }
            }
        }
        None
    }

    /// Its name.
    pub fn name(self) -> QName {
        self.known().map_or_else(|| QName::us_gaap(""), |known| known.concept.name.clone())
    }

    /// Its name without the prefix.
    pub fn local(self) -> &'static str {
        self.known().map_or("", |known| known.concept.name.local())
    }

    /// What its facts hold.
    pub fn data_type(self) -> DataType {
        self.known().map_or(DataType::Other, |known| known.concept.data_type)
    }

    /// Whether its facts are of a moment or of a stretch of time.
    pub fn period_type(self) -> PeriodType {
        self.known().map_or(PeriodType::Duration, |known| known.concept.period_type)
    }

    /// Its side of the books.
    pub fn balance(self) -> Option<Balance> {
        self.known()?.concept.balance
    }

    /// All that is known of it, read from the table once: the lines of a statement ask for the same few elements again and again.
    fn known(self) -> Option<&'static Element> {
        static KNOWN: OncePerElement<Element> = OncePerElement::new();
        KNOWN.get_or_find(self, || self.with(|name, entry| entry.element(name)))
    }

    /// All that is known of it.
    pub fn element(self) -> Option<Element> {
        self.known().cloned()
    }

    fn with<T>(self, read: impl FnOnce(&[u8], Entry) -> T) -> Option<T> {
        let mut walk = Walk::new(usize::from(self.0) / BLOCK);
        let mut name = Vec::with_capacity(96);
        while let Some((shared, rest, entry)) = walk.step() {
            name.truncate(shared);
            name.extend_from_slice(rest);
            if entry.number == self.0 {
                return Some(read(&name, entry));
            }
        }
        None
    }
}

/// The concept of a name, if us-gaap, srt or dei of 2023 has it and it may have facts.
pub fn standard(name: &QName) -> Option<Concept> {
    known_standard(name).cloned()
}

/// As [`standard`], for a look at it.
pub fn known_standard(name: &QName) -> Option<&'static Concept> {
    ElementId::of(name)?.known().filter(|e| e.kind == ElementKind::Item).map(|e| &e.concept)
}

/// The element of a name (concept, axis, member ...), if us-gaap, srt or dei of 2023 has it.
pub fn element(name: &QName) -> Option<Element> {
    ElementId::of(name)?.element()
}

/// One entry of the table; `label` is empty where it follows from the name.
#[derive(Clone, Copy)]
struct Entry {
    number: u16,
    data_type: u8,
    facts: u8,
    label: &'static [u8],
}

impl Entry {
    fn data_type(self) -> DataType {
        DataType::ALL.get(usize::from(self.data_type)).copied().unwrap_or(DataType::Other)
    }

    fn period_type(self) -> PeriodType {
        if self.facts & 8 == 0 { PeriodType::Duration } else { PeriodType::Instant }
    }

    fn balance(self) -> Option<Balance> {
        match self.facts >> 4 {
            1 => Some(Balance::Debit),
            2 => Some(Balance::Credit),
            _ => None,
        }
    }

    fn kind(self) -> ElementKind {
        match self.facts & 7 {
            0 => ElementKind::Item,
            2 => ElementKind::Axis,
            3 => ElementKind::Table,
            4 => ElementKind::Member,
            _ => ElementKind::Abstract,
        }
    }

    fn element(self, name: &[u8]) -> Element {
        let name = qname(name);
        let label = if self.label.is_empty() { words(name.local()) } else { String::from_utf8_lossy(self.label).into_owned() };
        let (data_type, period_type, balance) = (self.data_type(), self.period_type(), self.balance());
        Element { kind: self.kind(), concept: Concept { name, label, data_type, period_type, balance } }
    }
}

/// Reads the entries of a block one after the other.
struct Walk {
    at: usize,
    number: usize,
    end: usize,
}

impl Walk {
    fn new(block: usize) -> Self {
        let (first, count) = (block * BLOCK, u32_at(DATA, 0) as usize);
        Self { at: block_start(block), number: first, end: (first + BLOCK).min(count) }
    }

    /// The next entry, how many bytes its name shares with the one before, and the rest of its name.
    fn step(&mut self) -> Option<(usize, &'static [u8], Entry)> {
        if self.number >= self.end {
            return None;
        }
        let (shared, rest) = (usize::from(*DATA.get(self.at)?), usize::from(*DATA.get(self.at + 1)?));
        let label_at = self.at + HEAD + rest;
        let label_end = label_at + usize::from(u16_at(DATA, self.at + 4));
        let name = DATA.get(self.at + HEAD..label_at)?;
        let entry = Entry {
            number: self.number as u16,
            data_type: *DATA.get(self.at + 2)?,
            facts: *DATA.get(self.at + 3)?,
            label: DATA.get(label_at..label_end)?,
        };
        self.at = label_end;
        self.number += 1;
        Some((shared, name, entry))
    }
}

fn block_start(block: usize) -> usize {
    8 + 4 * u32_at(DATA, 4) as usize + u32_at(DATA, 8 + 4 * block) as usize
}

fn first_name(block: usize) -> &'static [u8] {
    let at = block_start(block);
    DATA.get(at + HEAD..at + HEAD + usize::from(DATA.get(at + 1).copied().unwrap_or(0))).unwrap_or_default()
}

fn last_block_not_after(name: &[u8]) -> Option<usize> {
    let (mut low, mut high) = (0, u32_at(DATA, 4) as usize);
    while low < high {
        let middle = low.midpoint(high);
        if first_name(middle) > name { high = middle } else { low = middle + 1 }
    }
    low.checked_sub(1)
}

fn qname(name: &[u8]) -> QName {
    let name = std::str::from_utf8(name).unwrap_or_default();
    let (prefix, local) = name.split_once(':').unwrap_or(("us-gaap", name));
    QName::new(prefix, local)
}

const SUFFIXES: [(&str, &str); 7] = [
    ("Abstract", " [Abstract]"),
    ("Axis", " [Axis]"),
    ("Member", " [Member]"),
    ("Domain", " [Domain]"),
    ("Table", " [Table]"),
    ("LineItems", " [Line Items]"),
    ("RollForward", " [Roll Forward]"),
];

/// The words of a local name: the label of elements for which none is stored.
fn words(local: &str) -> String {
    let (stem, tail) = SUFFIXES
        .iter()
        .find_map(|&(end, tail)| local.strip_suffix(end).filter(|s| !s.is_empty()).map(|s| (s, tail)))
        .unwrap_or((local, ""));
    let bytes = stem.as_bytes();
    let mut label = String::with_capacity(local.len() + 16);
    for (i, c) in stem.char_indices() {
        let before = i.checked_sub(1).and_then(|j| bytes.get(j)).copied().unwrap_or(b' ');
        let after = bytes.get(i + 1).copied().unwrap_or(b' ');
        let begins = c.is_ascii_uppercase()
            && (before.is_ascii_lowercase() || before.is_ascii_digit() || (before.is_ascii_uppercase() && after.is_ascii_lowercase()));
        if begins {
            label.push(' ');
        }
        label.push(c);
    }
    label + tail
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_concepts_have_the_types_of_their_schema() {
        let income = standard(&QName::us_gaap("NetIncomeLoss")).expect("a concept of 2023");
        assert_eq!(
            (income.data_type, income.period_type, income.balance),
            (DataType::Monetary, PeriodType::Duration, Some(Balance::Credit))
        );
        let assets = standard(&QName::us_gaap("AssetsCurrent")).expect("a concept of 2023");
        assert_eq!((assets.label.as_str(), assets.period_type), ("Assets, Current", PeriodType::Instant));
        let name = standard(&QName::dei("EntityRegistrantName")).expect("a concept of 2023");
        assert_eq!((name.label.as_str(), name.data_type.is_numeric()), ("Entity Registrant Name", false));
    }

    #[test]
    fn names_outside_the_taxonomies_are_unknown() {
        for name in ["us-gaap:SalesRevenueNet", "us-gaap:", "us-gaap:zzz", "aaa:Revenues", "hema:Revenues", "us-gaap:AssetsAbstract"] {
            assert_eq!(standard(&QName::parse(name).unwrap_or_else(|| QName::us_gaap(""))), None, "{name}");
        }
    }

    #[test]
    fn axes_and_members_are_elements_but_no_concepts() {
        let axis = element(&QName::srt("ProductOrServiceAxis")).expect("an axis of 2023");
        assert_eq!((axis.kind, axis.concept.label.as_str()), (ElementKind::Axis, "Product Or Service [Axis]"));
        assert_eq!(element(&QName::us_gaap("CommonStockMember")).expect("a member of 2023").kind, ElementKind::Member);
    }

    #[test]
    fn every_element_is_found_under_its_name() {
        for number in 0..u32_at(DATA, 0) as u16 {
            let id = ElementId(number);
            assert_eq!(ElementId::of(&id.name()), Some(id));
        }
        assert!((u32_at(DATA, 0) as usize) < ElementId::COUNT);
    }
}
