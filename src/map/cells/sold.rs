//! What is sold beside what is earned otherwise: `Sales` and `Services`, `Product sales` under which `Total revenues` stand.

use super::Reader;
use super::measure::says_total_revenue;
use super::veto::{REVENUES, family};

use crate::map::lines::Line;
use crate::map::unit::Counted;
use crate::taxonomy::Concept;

/// How far from a row its siblings and its total are looked for.
const NEAR: usize = 12;

impl Reader<'_> {
    /// Whether a row is summed up with services: then its sales are of goods, and neither all revenue nor all cost of it.
    pub(super) fn stands_beside_services(&self, line: &Line) -> bool {
        const SERVICES: [&str; 5] = ["service", "maintenance", "subscription", "license", "support"];
        let Some((total, _)) = self.weights.get(&line.at) else { return false };
        let rows = line.at.saturating_sub(NEAR)..self.lines.len().min(line.at + NEAR);
        let summed = |at: usize| at != line.at && self.weights.get(&at).is_some_and(|(of, _)| of == total);
        let named = |at: usize| {
            let label = self.lines[at].row.stub.as_str().to_lowercase();
            SERVICES.iter().any(|word| label.starts_with(word))
        };
        rows.filter(|at| summed(*at)).any(named)
    }

    /// Whether a row of sales of products stands above larger revenues in total: `Product sales 37.9`, `Total revenues 41.0`.
    pub(super) fn is_product_of_total(&self, line: &Line, concept: &Concept) -> bool {
        let label = line.row.stub.as_str().to_lowercase();
        if line.counted != Counted::Money || family(concept) != Some(REVENUES) || !label.contains("product") || label.contains("total") {
            return false;
        }
        let own = self.plain_amounts(line);
        let more = |total: &Line| {
            let amounts = self.plain_amounts(total);
            amounts.len() == own.len() && amounts.iter().zip(&own).all(|(whole, part)| whole >= part) && amounts != own
        };
        let below = self.lines[line.at + 1..].iter().take(NEAR);
        !self.weights.contains_key(&line.at) && below.clone().any(|total| says_total_revenue(total.row.stub.as_str()) && more(total))
    }
}
