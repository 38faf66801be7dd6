//! Costs of one kind beside others: of what is sold, or of operations.

use rust_decimal::Decimal;

use super::Reader;
use super::measure::{kind_of_cost, measure_of, names_part_of};
use super::part::SURE;
use super::veto::{COSTS, family};

use crate::map::dimension::{self, Qualifier};
use crate::map::lines::{Line, folded, says_company_only};
use crate::map::unit::Counted;
use crate::report::{Confidence, StatementKind};
use crate::taxonomy::{Concept, QName, known_standard};

impl Reader<'_> {
    /// What "Operating expenses" are among other costs that add up to all costs: no total of them.
    pub(super) fn no_total(&self, line: &Line, concept: &Concept) -> Option<&'static Concept> {
        const ALL_COSTS: [&str; 3] = ["CostsAndExpenses", "CostOfRevenue", "OperatingExpenses"];
        let (total, weight) = self.weights.get(&line.at)?;
        let worded = || self.lines[*total].row.stub.as_str().to_lowercase().starts_with("cost of operations");
        let costs = || self.chosen(*total).map_or_else(worded, |whole| ALL_COSTS.contains(&whole.name.local()));
        // "Operation and maintenance" beside other costs that are taken off
        let beside = || !line.row.stub.as_str().to_lowercase().contains("expense") && self.is_one_of_costs(line, *total);
        let part = concept.name.local() == "OperatingExpenses" && !self.sums.contains_key(&line.at);
        // operations given up have names of their own for their expenses
        let part = part && !self.qualifiers.contains(&Qualifier::Discontinued);
        known_standard(&QName::us_gaap("OtherCostAndExpenseOperating")).filter(|_| part && (*weight > 0 && costs() || beside()))
    }

    /// Whether a row is one of several near each other that are taken off for a result, printed in brackets or not.
    fn is_one_of_costs(&self, line: &Line, total: usize) -> bool {
        const NEAR: usize = 40;
        let rows = line.at.saturating_sub(NEAR)..self.lines.len().min(line.at + NEAR);
        let brackets = |at: usize| self.plain_amounts(&self.lines[at]).iter().all(|amount| *amount < Decimal::ZERO);
        let taken_off = |at: usize| self.weights.get(&at).is_some_and(|(of, weight)| *of == total && (*weight < 0) != brackets(at));
        taken_off(line.at) && rows.filter(|at| taken_off(*at)).nth(1).is_some()
    }

    /// What a cost is that names what it is the cost of, beside another that does: "Costs of subscription services", "Costs of professional services".
    /// Neither is all of the cost of revenue.
    pub(super) fn cost_of_kind(
        &self,
        line: &Line,
        chosen: Option<(&'static Concept, Confidence)>,
    ) -> Option<((&'static Concept, Confidence), Qualifier)> {
        let cost = |concept: &Concept| family(concept) == Some(COSTS);
        let open = self.kind == StatementKind::Income && line.counted == Counted::Money && chosen.is_none_or(|(concept, _)| cost(concept));
        let sold = self.kind_sold(line).filter(|_| open)?;
        let figured = || self.lines.iter().filter(|other| other.row.has_figures());
        let kinds = self.asked.kinds_sold.get_or_init(|| figured().filter_map(|other| self.kind_sold(other)).map(folded).collect());
        if kinds.len() < 2 && kinds.contains(&folded(sold)) {
            return None;
        }
        let concept = known_standard(&QName::us_gaap("CostOfGoodsAndServicesSold"))?;
        let member = Qualifier::Member(dimension::split_of_part(sold), sold.to_owned());
        Some(((concept, Confidence::new(SURE)), member))
    }

    /// What a row of costs is the cost of: by its own label, or under all costs by the label that revenue of the same kind has.
    fn kind_sold<'l>(&self, line: &'l Line) -> Option<&'l str> {
        let (label, heading) = (line.row.stub.as_str(), line.section().to_lowercase());
        let costs = ["costs and expenses", "expenses", "operating expenses", "operating costs"].contains(&measure_of(&heading));
        let named = costs && names_part_of(label) && !says_company_only(label) && !label.to_lowercase().starts_with("other");
        kind_of_cost(label).or_else(|| Some(label).filter(|_| named && self.sells(label)))
    }
}
