//! What a line's place forbids: an expense among revenues, an asset among liabilities, a noncurrent concept among current ones.

use std::cell::LazyCell;

use rust_decimal::Decimal;

use super::LinkLine;
use super::context::Context;
use super::kind::Kind;
use super::line::Line;
use super::weigh::Scored;
use crate::taxonomy::{Balance, ElementId};
use crate::text::has_any;

/// Powers of e that are left of a concept on the wrong side of the books, of the wrong term in a balance sheet that is parted by terms, of
/// any term in one that is not, of discontinued operations that nothing speaks of.
const WRONG_SIDE: f32 = -3.0;
const WRONG_TERM: f32 = -1.5;
const NEEDLESS_TERM: f32 = -0.7;
const NOT_DISCONTINUED: f32 = -3.0;

/// Lowers the scores of candidates that the lines' places speak against.
pub(super) fn heed(kind: Kind, lines: &[LinkLine], known: &[Line], context: &Context, scored: &mut [Vec<Scored>]) {
    let terms = Terms::of(known, context);
    for (i, scored) in scored.iter_mut().enumerate() {
        let label = lines[i].label.to_lowercase();
        let said = |words: &str| label.contains(words) || lines[i].sections.iter().any(|s| s.to_lowercase().contains(words));
        let side = match kind {
            Kind::Income => side_of_heading(&lines[i]),
            Kind::BalanceSheet => terms.side(i, &label),
            _ => None,
        };
        let (discontinued, term) = (LazyCell::new(|| said("discontinued")), term_said(&label));
        for (concept, score) in scored {
            let name = concept.local();
            if let (Some(side), Some(own)) = (side, concept.balance())
                && side != own
            {
                *score += WRONG_SIDE;
            }
            if kind == Kind::BalanceSheet {
                *score += terms.against(i, term, Term::of_name(name));
            }
            if name.contains("Discontinued") && !name.contains("NotDiscontinued") && !*discontinued {
                *score += NOT_DISCONTINUED;
            }
        }
    }
}

/// Under "Revenues" stand credits, under "Costs and expenses" debits; figures printed as negative may be either.
fn side_of_heading(line: &LinkLine) -> Option<Balance> {
    if line.total || !is_positive(line) {
        return None;
    }
    let heading = line.sections.last()?.to_lowercase();
    let label = line.label.to_lowercase();
    let income = has_any(&heading, &["revenue", "sales"]);
    let expense = has_any(&heading, &["expense", "cost"]);
    let turned = ["income", "gain", "loss", "less", "net", "provision", "recover", "benefit", "earnings"];
    match (income, expense) {
        _ if has_any(&label, &turned) || has_any(&heading, &turned) => None,
        (true, false) if !has_any(&label, &["cost", "expense"]) => Some(Balance::Credit),
        (false, true) if !has_any(&label, &["revenue", "sales"]) => Some(Balance::Debit),
        _ => None,
    }
}

fn is_positive(line: &LinkLine) -> bool {
    line.amounts.iter().flatten().all(|amount| *amount >= Decimal::ZERO)
}

#[derive(Clone, Copy, PartialEq)]
enum Term {
    Current,
    Noncurrent,
}

impl Term {
    fn of_name(local: &str) -> Option<Self> {
        if local.contains("Noncurrent") {
            (!local.contains("CurrentAndNoncurrent")).then_some(Self::Noncurrent)
        } else {
            local.contains("Current").then_some(Self::Current)
        }
    }
}

/// The term that a label itself states.
fn term_said(label: &str) -> Option<Term> {
    let says = |words: &[&str]| has_any(label, words);
    let without = ["less current", "net of current", "excluding current", "less: current"];
    if says(&without) || says(&["noncurrent", "non-current", "after one year"]) {
        Some(Term::Noncurrent)
    } else if says(&["current portion", "current maturities", "current installments", "short-term", "within one year"]) {
        Some(Term::Current)
    } else {
        says(&["long-term", "long term"]).then_some(Term::Noncurrent)
    }
}

/// The parts of a balance sheet.
struct Terms {
    zones: Vec<Zone>,
    is_parted: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Zone {
    CurrentAssets,
    Assets,
    CurrentLiabilities,
    Liabilities,
    Other,
}

impl Terms {
    fn of(known: &[Line], context: &Context) -> Self {
        let number = |local: &str| ElementId::us_gaap(local).map(ElementId::number);
        let names = ["AssetsCurrent", "Assets", "LiabilitiesCurrent", "Liabilities"];
        let anchors = names.map(number);
        let zones = [Zone::CurrentAssets, Zone::Assets, Zone::CurrentLiabilities, Zone::Liabilities];
        let zone = |below: &u16| anchors.iter().position(|a| *a == Some(*below)).map_or(Zone::Other, |at| zones[at]);
        let is_parted = known.iter().any(|l| [anchors[0], anchors[2]].contains(&Some(l.top)));
        Self { zones: context.below.iter().map(zone).collect(), is_parted }
    }

    /// Assets are debits, liabilities credits; what is taken off them is the other.
    fn side(&self, i: usize, label: &str) -> Option<Balance> {
        let off = ["less", "allowance", "accumulated", "reserve", "discount", "unamortized", "unearned", "total"];
        if has_any(label, &off) {
            return None;
        }
        match self.zones[i] {
            Zone::CurrentAssets | Zone::Assets => Some(Balance::Debit),
            Zone::CurrentLiabilities | Zone::Liabilities => Some(Balance::Credit),
            Zone::Other => None,
        }
    }

    /// What a name's term costs it; what the label says of the term goes before its place.
    fn against(&self, i: usize, said: Option<Term>, name: Option<Term>) -> f32 {
        let Some(name) = name else { return 0.0 };
        let place = match self.zones[i] {
            Zone::CurrentAssets | Zone::CurrentLiabilities => Some(Term::Current),
            Zone::Assets | Zone::Liabilities if self.is_parted => Some(Term::Noncurrent),
            _ => None,
        };
        match said.or(place) {
            Some(term) if term != name => WRONG_TERM,
            None if !self.is_parted => NEEDLESS_TERM,
            _ => 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LinkLine, Linker, UnitKind};
    use super::*;
    use crate::report::StatementKind;

    fn first(kind: StatementKind, lines: &[LinkLine], at: usize) -> Option<Balance> {
        let found = Linker::default().link(kind, lines);
        found[at].first().and_then(|c| ElementId::of(&c.concept)).and_then(ElementId::balance)
    }

    #[test]
    fn names_and_labels_state_terms() {
        assert!(Term::of_name("DebtCurrent") == Some(Term::Current));
        assert!(Term::of_name("OtherAssetsNoncurrent") == Some(Term::Noncurrent));
        assert!(Term::of_name("TaxesPayableCurrentAndNoncurrent").is_none());
        assert!(term_said("notes payable, less current portion") == Some(Term::Noncurrent));
        assert!(term_said("current portion of long-term debt") == Some(Term::Current));
        assert!(term_said("long-term investments") == Some(Term::Noncurrent));
        assert!(term_said("notes payable").is_none());
    }

    #[test]
    fn what_stands_under_revenues_is_no_cost() {
        let amounts = [Some(Decimal::from(500))];
        for (heading, side) in [("REVENUES", Balance::Credit), ("OPERATING EXPENSES", Balance::Debit)] {
            let sections = [heading];
            let line = LinkLine {
                label: "Hardware products",
                sections: &sections,
                depth: 0,
                total: false,
                unit: UnitKind::Money,
                amounts: &amounts,
                parts: &[],
            };
            assert_eq!(first(StatementKind::Income, &[line], 0), Some(side), "{heading}");
        }
    }
}
