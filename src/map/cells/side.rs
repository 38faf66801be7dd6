//! What a row can't be by the sums it stands in, whatever it is called.

use super::Reader;

use crate::map::lines::{Line, says_total_only};
use crate::report::StatementKind;
use crate::taxonomy::{Balance, Concept};
use crate::text::has_any;

impl Reader<'_> {
    /// Whether a row is a part of revenues, and a concept is of what is spent or left.
    pub(super) fn is_no_earning(&self, line: &Line, concept: &Concept) -> bool {
        self.kind == StatementKind::Income && is_spent_or_left(line, concept) && self.is_added_to_revenues(line)
    }

    /// Whether a row under a heading of revenues is added up to a total that says no more, or that it is of those.
    fn is_added_to_revenues(&self, line: &Line) -> bool {
        let Some((total, _)) = self.weights.get(&line.at).filter(|(_, weight)| *weight > 0) else {
            return false;
        };
        let whole = self.lines[*total].row.stub.as_str();
        line.sections.iter().any(|heading| heads_revenues(heading)) && (says_total_only(whole) || heads_revenues(whole))
    }

    /// Whether "operating cash flow" is what a company calls its operating income before depreciation.
    pub(super) fn is_cash_by_name_alone(&self, line: &Line, concept: &Concept) -> bool {
        if !concept.name.local().starts_with("NetCashProvidedByUsedInOperating") || self.kind == StatementKind::CashFlow {
            return false;
        }
        let earned =
            |part: &&Line| has_any(&part.row.stub.as_str().to_lowercase(), &["operating income", "operating profit", "from operations"]);
        let is_part = |part: &&Line| self.weights.get(&part.at).is_some_and(|(total, _)| *total == line.at);
        self.sums.contains_key(&line.at) && self.lines[..line.at].iter().rev().take(6).filter(is_part).any(|part| earned(&part))
    }
}

/// Whether words are those over the revenues of a statement, or of their total.
fn heads_revenues(words: &str) -> bool {
    let lower = words.to_lowercase();
    let bare = lower.trim_start_matches("total ").trim_start_matches("net ").trim_start_matches("operating ");
    (bare.starts_with("revenue") || bare.starts_with("sales")) && !has_any(bare, &["cost", "expense"])
}

/// Whether a concept is of what is spent, or of a gain or a result that a label says nothing of: no part of revenues.
fn is_spent_or_left(line: &Line, concept: &Concept) -> bool {
    const DEDUCTED: [&str; 10] = ["cost", "expense", "less", "ceded", "return", "allowance", "discount", "rebate", "tax", "provision"];
    const LEFT: [&str; 8] = ["gain", "loss", "income", "earning", "equity", "result", "change", "derivativ"];
    let spent = concept.balance == Some(Balance::Debit);
    let left = has_any(concept.name.local(), &["GainLoss", "IncomeLoss", "ProfitLoss"]);
    if !spent && !left {
        return false;
    }
    let lower = line.row.stub.as_str().to_lowercase();
    spent && !has_any(&lower, &DEDUCTED) || left && !has_any(&lower, &LEFT)
}
