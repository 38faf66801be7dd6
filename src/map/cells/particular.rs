//! Figures inside labels.

use super::{Cell, Reader};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::figure::Figure;
use crate::map::graph::Graph;
use crate::map::lines::Line;
use crate::map::par;
use crate::map::scale::scaled;
use crate::map::unit::Counted;
use crate::report::{Confidence, Decimals, Origin, Period, Value};
use crate::taxonomy::{Concept, QName, known_standard};

/// Whether an allowance is more than is left of the receivable, or a worth a hundred times the cost: among scaled amounts it is printed in full.
fn is_above(printed: &par::Printed, line: &Line, column: usize) -> bool {
    let left = line.row.figures.get(column).and_then(Option::as_ref).map(|left| left.amount.abs());
    let least = match printed.particular {
        par::Particular::Allowance => left,
        par::Particular::FairValue | par::Particular::AmortizedCost => left.and_then(|left| left.checked_mul(Decimal::ONE_HUNDRED)),
        _ => None,
    };
    least.is_some_and(|least| least < printed.figure.amount)
}

impl Reader<'_> {
    /// States the figures inside a label of the balance sheet: par value, shares authorized and issued.
    pub(super) fn particulars(&self, line: &Line, graph: &mut Graph) {
        let columns: Vec<(usize, NaiveDate)> =
            self.times.iter().enumerate().filter(|(_, t)| t.is_plain()).filter_map(|(i, t)| Some((i, t.instant?))).collect();
        let all = par::particulars(&line.row.stub, columns.len());
        let issued = all.iter().filter(|p| matches!(p.particular, par::Particular::Issued | par::Particular::Outstanding));
        let issued = issued.max_by_key(|printed| printed.figure.amount);
        for printed in &all {
            let label = line.row.stub.as_str();
            let Some(concept) = printed.particular.concept(label).and_then(|local| known_standard(&QName::us_gaap(&local))) else {
                continue;
            };
            let held = columns.iter().enumerate().filter(|(nth, (_, day))| match (printed.day, printed.nth) {
                (Some(printed), _) => printed == *day,
                (None, Some(place)) => place == *nth,
                (None, None) => true,
            });
            for (_, (column, day)) in held {
                self.particular(line, (*column, *day), (printed, issued), concept, graph);
            }
        }
    }

    pub(super) fn particular(
        &self,
        line: &Line,
        (column, day): (usize, NaiveDate),
        (printed, issued): (&par::Printed, Option<&par::Printed>),
        concept: &Concept,
        graph: &mut Graph,
    ) {
        let counted = match printed.particular {
            par::Particular::Par | par::Particular::Liquidation => Counted::PerShare,
            par::Particular::Authorized | par::Particular::Issued | par::Particular::Outstanding | par::Particular::Treasury => {
                Counted::Shares
            }
            _ => Counted::Money,
        };
        let cell = Cell {
            figure: &printed.figure,
            counted: counted.clone(),
            currency: self.scales.currency(column, &printed.figure),
            concept: None,
            candidates: &Default::default(),
            confidence: Confidence::new(0.9),
            qualifiers: self.qualifiers.clone(),
            turned: false,
            measure: None,
            label: line.row.stub.as_str().to_owned(),
        };
        let (amount, decimals, scale) = match counted {
            Counted::Money if !is_above(printed, line, column) => self.scales.amount(&counted, line.row, column, &printed.figure),
            Counted::Shares => {
                let own = self.power_of_shares(line, column, &printed.figure, concept);
                let power = match printed.particular {
                    par::Particular::Authorized => own.max(self.power_of_issued(line, column, printed, issued)),
                    par::Particular::Treasury => self.power_beside(day, &cell, graph).unwrap_or(own),
                    _ => own,
                };
                (
                    scaled(printed.figure.amount, power).normalize(),
                    Decimals::Places(printed.figure.style.fraction_digits as i8 - power),
                    power,
                )
            }
            _ => (printed.figure.amount.normalize(), Decimals::Places(printed.figure.style.fraction_digits as i8), 0),
        };
        let aspects = self.aspects(concept.name.clone(), Period::Instant(day), &cell, graph);
        let value = Value::Number { amount, decimals };
        // of several classes of stock the plain concept states the first alone
        if self.is_new_or_alike(&aspects, &value, graph) {
            graph.standard(concept);
            let origin = self.origin(line, column, &printed.figure, scale);
            self.claim(aspects, value, origin, &cell, graph);
        }
    }

    /// Whether shares are so few that they are printed in the table's scale: tens of thousands of millions no company has.
    fn are_few(&self, figure: &Figure) -> bool {
        let money = self.table.scale.money.map_or(0, |power| power as i8);
        figure.amount < Decimal::from(if money > 3 { 20_000 } else { 200_000 })
    }

    /// The power of ten that a number of shares inside a label is printed in.
    fn power_of_shares(&self, line: &Line, column: usize, figure: &Figure, concept: &Concept) -> i8 {
        if self.is_scaled(figure) {
            return self.table.scale.shares.map_or(0, |power| power as i8);
        }
        let few = self.are_few(figure) && !self.is_in_full(figure, concept);
        if few { self.scales.amount(&Counted::Money, line.row, column, figure).2 } else { 0 }
    }

    /// The power of the shares issued, where fewer would be authorized than are issued without it.
    fn power_of_issued(&self, line: &Line, column: usize, authorized: &par::Printed, issued: Option<&par::Printed>) -> i8 {
        let told = issued.and_then(|issued| {
            let local = issued.particular.concept(line.row.stub.as_str())?;
            let power = self.power_of_shares(line, column, &issued.figure, known_standard(&QName::us_gaap(&local))?);
            let more = issued.figure.amount <= authorized.figure.amount && scaled(issued.figure.amount, power) > authorized.figure.amount;
            more.then_some(power)
        });
        told.unwrap_or(0)
    }

    /// The power of the shares issued or outstanding on a day: those held in treasury, of which there are few, are printed as they are.
    fn power_beside(&self, day: NaiveDate, cell: &Cell, graph: &mut Graph) -> Option<i8> {
        ["CommonStockSharesIssued", "CommonStockSharesOutstanding"].iter().find_map(|local| {
            let aspects = self.aspects(QName::us_gaap(local), Period::Instant(day), cell, graph);
            let beside = graph.with_aspects(&aspects).next()?;
            if let Some(Origin::Cell { scale, .. }) = graph.facts[beside.index()].origins.first() { Some(*scale) } else { None }
        })
    }

    /// Whether few shares are all there are: the table leaves shares out of its scale, and earnings per share don't prove it wrong.
    fn is_in_full(&self, figure: &Figure, concept: &Concept) -> bool {
        let money = self.table.scale.money.map_or(0, |power| power as i8);
        let of_common = matches!(concept.name.local(), "CommonStockSharesIssued" | "CommonStockSharesOutstanding");
        self.table.scale.shares == Some(0) && !(of_common && self.is_nearer(figure, money))
    }

    /// Whether a number of shares is scaled as the table says others are: the number that earnings per share are computed with tells.
    fn is_scaled(&self, figure: &Figure) -> bool {
        self.is_nearer(figure, self.table.scale.shares.map_or(0, |power| power as i8))
    }

    /// Whether a power of ten brings a number of shares nearer to the one that earnings per share are computed with.
    fn is_nearer(&self, figure: &Figure, power: i8) -> bool {
        let Some(known) = self.computed_with.filter(|known| power > 0 && !known.is_zero() && !figure.amount.is_zero()) else {
            return false;
        };
        let times = |a: Decimal, b: Decimal| a.checked_div(b).unwrap_or(Decimal::MAX);
        let off = |shares: Decimal| times(shares, known).max(times(known, shares));
        off(scaled(figure.amount, power)) < off(figure.amount)
    }
}

/// The first number of shares that earnings per share are computed with.
pub(super) fn computed_with(graph: &Graph) -> Option<Decimal> {
    let shares = graph.facts.iter().find(|f| f.aspects.concept.local().starts_with("WeightedAverageNumberOf"))?;
    if let Value::Number { amount, .. } = shares.value { Some(amount) } else { None }
}
