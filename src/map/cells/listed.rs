//! Lists that stand outside the statements: what their heading makes of their lines.

use super::Reader;
use super::time::opens;

use crate::map::lines::Line;
use crate::map::unit::Counted;
use crate::report::{Confidence, StatementKind};
use crate::taxonomy::{Concept, QName, known_standard};

/// How sure the words of a heading and a line together are.
const SURE: f64 = 0.8;

impl Reader<'_> {
    /// The concept of a line in a bank's list of deposits or of assets that don't perform, or in the roll-forward of its allowance for losses.
    pub(super) fn listed(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        if self.is_only_inventory(line) {
            return known_standard(&QName::us_gaap("InventoryNet")).map(|concept| (concept, Confidence::new(SURE)));
        }
        if self.kind.is_statement() || line.counted != Counted::Money {
            return None;
        }
        let label = line.row.stub.as_str().to_lowercase().replace("- ", "-");
        let headings: Vec<String> = line.sections.iter().copied().chain([self.title.as_str()]).map(str::to_lowercase).collect();
        let headed = |speaks: fn(&str) -> bool| headings.iter().any(|heading| speaks(heading));
        let local = if headed(is_allowance) {
            self.rolls_forward().then(|| allowance(&label)).flatten()
        } else if headed(is_deposits) && self.holds_balances() {
            deposits(&label, line.sections.is_empty())
        } else if headed(is_nonperforming) && self.holds_balances() {
            nonperforming(&label)
        } else {
            None
        };
        let local = local.or_else(|| self.told_alone(&label)).or_else(|| {
            // what a bank holds, between its results: no headings of interest stand over it
            let interest =
                headings.iter().any(|heading| says(heading, &["interest", "expense", "cost", "average", "rate", "yield", "change"]));
            let held = ["deposits", "total deposits"].contains(&label.as_str()) && !interest && !self.differs_by_length(line);
            held.then_some("Deposits")
        });
        known_standard(&QName::us_gaap(local?)).map(|concept| (concept, Confidence::new(SURE)))
    }

    /// The concept of a line that no statement has, or that the line it leads to tells: interest income above net interest income.
    fn told_alone(&self, label: &str) -> Option<&'static str> {
        let leads_to_net = || self.lines.iter().any(|l| l.row.stub.as_str().eq_ignore_ascii_case("net interest income"));
        match label.split('(').next().map_or(label, str::trim) {
            "remaining performance obligations" | "remaining performance obligation" | "total remaining performance obligations" => {
                Some("RevenueRemainingPerformanceObligation")
            }
            "interest income" | "total interest income" if leads_to_net() => Some("InterestAndDividendIncomeOperating"),
            _ => None,
        }
    }

    /// Whether a balance sheet's one line of inventories is all of them: "Merchandise inventories".
    fn is_only_inventory(&self, line: &Line) -> bool {
        const WORDS: [&str; 6] = ["inventory", "inventories", "merchandise", "net", "lifo", "fifo"];
        let inventory = |line: &Line| line.row.has_figures() && line.row.stub.as_str().to_lowercase().contains("inventor");
        let label = line.row.stub.as_str().to_lowercase();
        let plain = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).all(|word| WORDS.contains(&word));
        let balance = self.kind == StatementKind::BalanceSheet && line.counted == Counted::Money;
        let told = line.candidates.first().is_some_and(|c| c.concept.local() == "InventoryNet" && c.confidence >= Confidence::new(SURE));
        balance && plain && !told && inventory(line) && self.lines.iter().filter(|line| inventory(line)).count() == 1
    }

    pub(super) fn rolls_forward(&self) -> bool {
        let opening = |line: &Line| line.row.has_figures() && opens(line.row.stub.as_str());
        *self.asked.rolled_forward.get_or_init(|| self.lines.iter().any(opening))
    }

    fn holds_balances(&self) -> bool {
        self.times.iter().filter(|time| time.is_plain()).all(|time| time.duration.is_none())
    }
}

fn says(words: &str, any: &[&str]) -> bool {
    any.iter().any(|word| words.contains(word))
}

fn is_allowance(heading: &str) -> bool {
    says(heading, &["allowance", "reserve"]) && says(heading, &["loan", "lease", "credit"]) && heading.contains("loss")
}

/// What the roll-forward of an allowance calls all that was lost.
const WRITTEN_OFF: [&str; 8] =
    ["charge-offs", "charge offs", "chargeoffs", "loan losses", "credit losses", "write-offs", "writeoffs", "accounts written off"];

fn allowance(label: &str) -> Option<&'static str> {
    let charged = says(label, &["charge-off", "charge off", "chargeoff", "charged off", "charged-off", "write-off", "writeoff"]);
    let recovered = label.contains("recover");
    if label.starts_with("balance") || label.starts_with("beginning balance") || label.starts_with("ending balance") {
        Some("LoansAndLeasesReceivableAllowance")
    } else if label.starts_with("provision") {
        Some("ProvisionForLoanAndLeaseLosses")
    } else if charged && (recovered || label.split(' ').any(|w| w == "net")) {
        Some("AllowanceForLoanAndLeaseLossesWriteoffsNet")
    } else if charged && says(label, &["total", "loans charged"]) || WRITTEN_OFF.contains(&label) {
        Some("AllowanceForLoanAndLeaseLossesWriteOffs")
    } else {
        (recovered && (label.starts_with("recover") || label.starts_with("total")))
            .then_some("AllowanceForLoanAndLeaseLossRecoveryOfBadDebts")
    }
}

fn is_deposits(heading: &str) -> bool {
    heading.contains("deposits") && !says(heading, &["interest on", "average", "yield", "rate", "expense", "change", "growth", "increase"])
}

/// `whole` tells that no heading within the table parts the list.
fn deposits(label: &str, whole: bool) -> Option<&'static str> {
    let timed = says(label, &["certificates of deposit", "time deposits", "certificate accounts"]);
    if says(label, &["non interest", "noninterest", "non-interest"]) {
        Some("NoninterestBearingDepositLiabilities")
    } else if timed && label.contains("brokered") {
        Some("InterestBearingDomesticDepositBrokered")
    } else if timed && label.contains("100,000") {
        let less = says(label, &["under", "less", "below", "<"]);
        let more = says(label, &["or more", "above", "over", "greater", "and more", ">"]);
        (less != more).then_some(if less { "TimeDepositsLessThan100000" } else { "TimeDeposits100000OrMore" })
    } else if timed && (label.starts_with("total ") || ["certificates of deposit", "time deposits"].contains(&label)) {
        Some("TimeDeposits")
    } else {
        (label == "total deposits" || whole && label == "total").then_some("Deposits")
    }
}

fn is_nonperforming(heading: &str) -> bool {
    says(heading, &["non-performing", "nonperforming", "non performing", "asset quality", "credit quality"])
}

fn nonperforming(label: &str) -> Option<&'static str> {
    (label.contains("90 days") && label.contains("accruing") && label.contains("loans"))
        .then_some("FinancingReceivableRecordedInvestment90DaysPastDueAndStillAccruing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_banks_know_their_lines() {
        for (label, concept) in [
            ("checking - non interest bearing", "NoninterestBearingDepositLiabilities"),
            ("certificates of deposit under $100,000", "TimeDepositsLessThan100000"),
            ("time deposits $100,000 and over", "TimeDeposits100000OrMore"),
            ("total certificates of deposit", "TimeDeposits"),
            ("brokered certificates of deposit", "InterestBearingDomesticDepositBrokered"),
            ("total", "Deposits"),
        ] {
            assert_eq!(deposits(label, true), Some(concept), "{label}");
        }
        assert_eq!(deposits("total", false), None);
        assert_eq!(deposits("certificates of deposit from $100,000 to $250,000", true), None);
        for (label, concept) in [
            ("balance at beginning of period", "LoansAndLeasesReceivableAllowance"),
            ("charge offs - net of recoveries", "AllowanceForLoanAndLeaseLossesWriteoffsNet"),
            ("net charge-offs", "AllowanceForLoanAndLeaseLossesWriteoffsNet"),
            ("recoveries", "AllowanceForLoanAndLeaseLossRecoveryOfBadDebts"),
            ("total charge-offs", "AllowanceForLoanAndLeaseLossesWriteOffs"),
            ("loan losses", "AllowanceForLoanAndLeaseLossesWriteOffs"),
        ] {
            assert_eq!(allowance(label), Some(concept), "{label}");
        }
        assert_eq!(allowance("commercial real estate"), None);
        assert!(is_allowance("reserve for loan losses") && !is_allowance("loan loss experience"));
        assert!(is_deposits("deposits") && !is_deposits("interest on deposits"));
    }
}
