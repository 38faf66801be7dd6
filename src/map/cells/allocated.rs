//! One expense listed by the lines of the income statement that hold it: stock-based compensation in cost of revenue, in research.

use std::collections::HashMap;

use super::Reader;

use crate::map::dimension::Qualifier;
use crate::map::lines::Line;
use crate::report::{Confidence, StatementKind};
use crate::taxonomy::{Concept, QName, known_standard};
use crate::text::has_any;

/// How sure a heading and a line of the income statement together are.
const SURE: f64 = 0.8;

impl Reader<'_> {
    /// What a row is of an expense that is listed by the lines that hold it, with the line; else what it is by itself.
    pub(super) fn with_location(
        &self,
        line: &Line,
        chosen: Option<(&'static Concept, Confidence)>,
        qualifiers: &mut Vec<Qualifier>,
    ) -> Option<(&'static Concept, Confidence)> {
        let total = self.allocated_total(line).map(|concept| (concept, Confidence::new(SURE)));
        let chosen = if line.row.stub.is_empty() { total.or(chosen) } else { chosen.or(total) };
        let told = chosen.is_some() || cost_above(line).is_some() || self.is_allocated_with_others(line);
        let Some(concept) = self.allocated(line).filter(|_| told) else { return chosen };
        let above = cost_above(line).map(|heading| format!("{heading} ")).unwrap_or_default();
        qualifiers.push(Qualifier::Location(format!("{above}{}", line.row.stub.as_str())));
        Some((concept, Confidence::new(SURE)))
    }

    /// What a total is the total of that has no label or the words of one expense, where its parts are parts of that expense.
    fn allocated_total(&self, line: &Line) -> Option<&'static Concept> {
        let label = line.row.stub.as_str();
        let parts = self.sums.contains_key(&line.at) && (label.is_empty() || allocation(label).is_some());
        let part = self.lines[..line.at].iter().rev().find(|l| l.row.has_figures()).filter(|_| parts)?;
        (self.weights.get(&part.at).map(|(total, _)| *total) == Some(line.at)).then(|| self.allocated(part)).flatten()
    }

    /// Stock-based compensation, or amortization, listed by the expenses that hold it.
    fn allocated(&self, line: &Line) -> Option<&'static Concept> {
        let total = self.weights.get(&line.at).map_or("", |(total, _)| self.lines[*total].row.stub.as_str());
        let titles = self.table.titles.iter().rev().take(2).map(|t| t.as_str());
        // what a reconciliation leads over from and to holds other lines, too
        let titles = titles.filter(|_| self.kind != StatementKind::Reconciliation);
        let heads = titles.chain([line.section(), total]);
        let label = line.row.stub.as_str();
        let part = || cost_above(line).is_some() || self.is_allocated_with_others(line);
        let adjusts = self.kind == StatementKind::Reconciliation && label.to_lowercase().starts_with("restructuring");
        let is_expense = names_expense(label) && !adjusts || part() && !label.to_lowercase().starts_with("total");
        let local = heads.filter(|_| is_expense).find_map(allocation)?;
        known_standard(&QName::us_gaap(local))
    }

    /// Whether a row is a part of the same total of one expense as a line of the income statement is: "Product development" beside "Sales and
    /// marketing".
    fn is_allocated_with_others(&self, line: &Line) -> bool {
        let headed = allocation(line.section()).is_some() && names_expense(line.row.stub.as_str());
        let Some((total, _)) = self.weights.get(&line.at).filter(|_| !headed) else { return headed };
        let whole = &self.lines[*total].row.stub;
        let named = self.asked.expenses.get_or_init(|| self.expenses_of_totals()).get(total).copied().unwrap_or(0);
        let others = named.saturating_sub(usize::from(names_expense(line.row.stub.as_str())));
        (whole.is_empty() || allocation(whole.as_str()).is_some()) && others > 0
    }

    /// How many parts of each total are called as lines of the income statement are.
    fn expenses_of_totals(&self) -> HashMap<usize, usize> {
        let mut named: HashMap<usize, usize> = HashMap::new();
        for line in self.lines.iter().filter(|line| names_expense(line.row.stub.as_str())) {
            if let Some((total, _)) = self.weights.get(&line.at).filter(|(total, _)| line.at < *total) {
                *named.entry(*total).or_default() += 1;
            }
        }
        named
    }
}

/// Whether a label names a line of the income statement that other expenses may be part of.
fn names_expense(label: &str) -> bool {
    const EXPENSES: [&str; 11] = [
        "cost of",
        "costs of",
        "research",
        "selling",
        "sales and",
        "sales,",
        "marketing",
        "general",
        "product development",
        "technology and",
        "restructuring",
    ];
    let lower = label.to_lowercase();
    EXPENSES.iter().any(|words| lower.starts_with(words))
}

/// The heading of costs that says what a row leaves out: "Cost of revenue: Subscription".
fn cost_above<'l>(line: &'l Line) -> Option<&'l str> {
    if names_expense(line.row.stub.as_str()) {
        return None;
    }
    let heading = line.sections.iter().find(|s| s.to_lowercase().starts_with("cost of") || s.to_lowercase().starts_with("costs of"))?;
    Some(heading.trim_end_matches(':').trim_end())
}

/// The expense of which a heading says that what follows holds parts.
fn allocation(heading: &str) -> Option<&'static str> {
    let lower = heading.to_lowercase();
    let says = |words: &[&str]| has_any(&lower, words);
    if says(&["excluding", "before"]) {
        return None;
    }
    let compensation = [
        "stock-based compensation",
        "share-based compensation",
        "stock based compensation",
        "equity-based compensation",
        "stock compensation",
        "stock-based expense",
        "share-based expense",
        "non-cash compensation",
        "noncash compensation",
    ];
    if says(&compensation) {
        return Some("AllocatedShareBasedCompensationExpense");
    }
    // "Depreciation, depletion and amortization applicable to:", over costs and expenses
    let led_on = ["applicable to", "included in", "attributable to", "related to"].iter().any(|w| lower.trim_end_matches(':').ends_with(w));
    if led_on && lower.starts_with("depreciation") {
        return Some("DepreciationDepletionAndAmortization");
    }
    (says(&["amortization of"]) && lower.contains("intangible")).then_some("AmortizationOfIntangibleAssets")
}
