//! Concepts that are called as a line is: "Landing fees and other rentals" needs no filer who has printed it before.

use super::{LinkLine, Linked};
use crate::map::name::camel;
use crate::report::{Candidate, Confidence, StatementKind};
use crate::taxonomy::{ElementId, PeriodType};

/// How sure a name of several words is.
const SURE: f64 = 0.8;
/// Filers who print a label, from which on what they chose for it goes before its name.
const FEW: f32 = 3.0;

/// Puts the concept first whose name is the label itself, where hardly any filer of the evidence prints it.
pub(super) fn name(kind: StatementKind, line: &LinkLine<'_>, linked: &mut Linked) {
    let of_several_words = line.label.split_whitespace().filter(|w| w.len() > 2).count() > 1;
    if linked.grounds.filers >= FEW || !of_several_words {
        return;
    }
    let fits = |id: &ElementId| {
        let of_kind = match kind {
            StatementKind::BalanceSheet => id.period_type() == PeriodType::Instant,
            StatementKind::Income => id.period_type() == PeriodType::Duration,
            _ => false,
        };
        of_kind && id.balance().is_some() && line.unit.fits(*id)
    };
    let Some(id) = spellings(line.label).iter().find_map(|name| ElementId::us_gaap(name)).filter(fits) else { return };
    linked.candidates.retain(|c| c.concept != id.name());
    linked.candidates.insert(0, Candidate { concept: id.name(), confidence: Confidence::new(SURE) });
}

/// The label as a name, with its last word as it is, in the singular and in the plural.
fn spellings(label: &str) -> Vec<String> {
    let name = camel(label);
    let singular = name.strip_suffix('s').map(str::to_owned);
    let plural = format!("{name}s");
    [Some(name), singular, Some(plural)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Linker, UnitKind};
    use super::*;

    fn first(kind: StatementKind, label: &str) -> Option<String> {
        let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        Linker::default().link(kind, &[line])[0].first().map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn a_label_may_be_the_name_of_a_concept() {
        use StatementKind::{BalanceSheet, Income};
        assert_eq!(first(Income, "Landing fees and other rentals").as_deref(), Some("LandingFeesAndOtherRentals"));
        assert_eq!(first(Income, "Aircraft rentals").as_deref(), Some("AircraftRental"));
        assert_ne!(first(BalanceSheet, "Aircraft rentals").as_deref(), Some("AircraftRental"));
    }

    #[test]
    fn what_filers_choose_goes_before_the_name() {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let lines = ["Cash and cash equivalents", "Total current assets", "Other assets", "Total assets"].map(line);
        let found = Linker::default().link(StatementKind::BalanceSheet, &lines);
        assert_eq!(found[2][0].concept.local(), "OtherAssetsNoncurrent");
    }
}
