//! Which concepts sum to which, by the taxonomy's own calculation trees and as filers state it.
//!
//! `schemas/calculation.bin`: arcs in the order of parent and child, then their numbers in the order of child.

use super::bytes::{u16_at, u32_at};
use super::{ElementId, QName};

static DATA: &[u8] = include_bytes!("../../schemas/calculation.bin");

const ARC: usize = 6;

/// That one concept is part of another's sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summation {
    /// The sum.
    pub total: ElementId,
    /// The part.
    pub part: ElementId,
    /// 1 where the part adds, -1 where it takes away.
    pub weight: i8,
    /// How many of the filings looked at state it; 0 where only the taxonomy does.
    pub filings: u8,
}

/// The parts of a total, over all the trees in which it stands.
pub fn parts(total: ElementId) -> impl Iterator<Item = Summation> {
    range(total, |i| arc(i).total).map(arc)
}

/// The totals of which a concept is a part.
pub fn totals(part: ElementId) -> impl Iterator<Item = Summation> {
    range(part, |i| by_part(i).part).map(by_part)
}

/// The weight (1 or -1) with which a concept is part of another's sum, if it is.
pub fn weight(total: &QName, part: &QName) -> Option<i8> {
    let (total, part) = (ElementId::of(total)?, ElementId::of(part)?);
    parts(total).find(|s| s.part == part).map(|s| s.weight)
}

fn count() -> usize {
    u32_at(DATA, 0) as usize
}

fn arc(index: usize) -> Summation {
    let at = 4 + index * ARC;
    Summation {
        total: ElementId::from_number(u16_at(DATA, at)),
        part: ElementId::from_number(u16_at(DATA, at + 2)),
        weight: if DATA.get(at + 4) == Some(&1) { 1 } else { -1 },
        filings: DATA.get(at + 5).copied().unwrap_or(0),
    }
}

fn by_part(index: usize) -> Summation {
    arc(usize::from(u16_at(DATA, 4 + count() * ARC + 2 * index)))
}

fn range(key: ElementId, of: impl Fn(usize) -> ElementId) -> std::ops::Range<usize> {
    first(|i| of(i) >= key)..first(|i| of(i) > key)
}

fn first(reached: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count());
    while low < high {
        let middle = low.midpoint(high);
        if reached(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs_are_found_from_either_end() {
        let gaap = QName::us_gaap;
        assert_eq!(weight(&gaap("Assets"), &gaap("AssetsCurrent")), Some(1));
        assert_eq!(weight(&gaap("GrossProfit"), &gaap("CostOfRevenue")), Some(-1));
        assert_eq!(weight(&gaap("AssetsCurrent"), &gaap("Assets")), None);
        let current = ElementId::us_gaap("AssetsCurrent").expect("a concept of 2023");
        assert!(totals(current).any(|s| s.total.name() == gaap("Assets")));
        assert!(parts(current).count() > 20);
    }
}
