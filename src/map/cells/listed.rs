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
        let local = local.or_else(|| self.asked.amortization.get_or_init(|| self.amortization()).get(&line.at).copied());
        let local = local.or_else(|| self.told_alone(&label)).or_else(|| {
            // what a bank holds, between its results: no headings of interest stand over it
            let interest =
                headings.iter().any(|heading| says(heading, &["interest", "expense", "cost", "average", "rate", "yield", "change"]));
            let held = ["deposits", "total deposits"].contains(&label.as_str()) && !interest && !self.differs_by_length(line);
            held.then_some("Deposits")
        });
        known_standard(&QName::us_gaap(local?)).map(|concept| (concept, Confidence::new(SURE)))
    }

    /// The concept of a row that counts the shares that are outstanding, under whatever measure it stands.
    pub(super) fn shares_there(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        let counts = self.kind != StatementKind::BalanceSheet && line.counted == Counted::Shares;
        let there = counts && counts_shares(line.row.stub.as_str(), self.holds_balances());
        let concept = known_standard(&QName::us_gaap("CommonStockSharesOutstanding")).filter(|_| there);
        concept.map(|concept| (concept, Confidence::new(SURE)))
    }

    /// The concept of a line that no statement has, or that the line it leads to tells: interest income above net interest income.
    fn told_alone(&self, label: &str) -> Option<&'static str> {
        let leads_to_net = || self.lines.iter().any(|l| l.row.stub.as_str().eq_ignore_ascii_case("net interest income"));
        match label.split('(').next().map_or(label, str::trim) {
            "remaining performance obligations" | "remaining performance obligation" | "total remaining performance obligations" => {
                Some("RevenueRemainingPerformanceObligation")
            }
            "interest income" | "total interest income" if leads_to_net() => Some("InterestAndDividendIncomeOperating"),
            charged if let Some(part) = part_of_losses(charged).filter(|_| self.nets_losses()) => Some(part),
            _ => None,
        }
    }

    /// Whether a row states what loans cost after what was recovered: "Net charge-offs" below "Gross charge-offs" and "Recoveries".
    fn nets_losses(&self) -> bool {
        const NET: [&str; 5] =
            ["net charge-offs", "net loan charge-offs", "net loans charged off", "total net charge-offs", "net write-offs"];
        let net = |line: &Line| line.counted == Counted::Money && NET.contains(&line.row.stub.as_str().to_lowercase().as_str());
        *self.asked.netted_losses.get_or_init(|| self.lines.iter().any(net))
    }

    /// Whether a balance sheet's one line of inventories is all of them: "Merchandise inventories", "Inventories of parts and supplies".
    fn is_only_inventory(&self, line: &Line) -> bool {
        const WORDS: [&str; 15] = [
            "inventory",
            "inventories",
            "merchandise",
            "net",
            "lifo",
            "fifo",
            "of",
            "and",
            "at",
            "cost",
            "parts",
            "spare",
            "supplies",
            "reserve",
            "reserves",
        ];
        let inventory = |line: &Line| line.row.has_figures() && line.row.stub.as_str().to_lowercase().contains("inventor");
        let label = line.row.stub.as_str().to_lowercase();
        let plain = label
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .all(|word| WORDS.contains(&word) || is_number(word));
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

/// Whether a row says nothing but how many shares are outstanding, at the end of a period or, where its table is of days, at those.
fn counts_shares(label: &str, of_days: bool) -> bool {
    const BESIDE: [&str; 16] = [
        "number",
        "of",
        "at",
        "the",
        "end",
        "period",
        "quarter",
        "year",
        "total",
        "common",
        "shares",
        "outstanding",
        "in",
        "millions",
        "thousands",
        "000",
    ];
    let lower = label.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |word: &str| words.contains(&word);
    let at_end = has("end") && (has("period") || has("quarter") || has("year"));
    words.iter().all(|word| BESIDE.contains(word)) && has("shares") && has("outstanding") && (at_end || of_days && has("number"))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
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

/// What is charged off or recovered of all loans, above what is left of both.
fn part_of_losses(label: &str) -> Option<&'static str> {
    const CHARGED: [&str; 5] =
        ["gross charge-offs", "gross loan charge-offs", "total charge-offs", "loans charged off", "total loans charged off"];
    const RECOVERED: [&str; 5] =
        ["recoveries", "total recoveries", "loan recoveries", "gross recoveries", "recoveries of loans charged off"];
    if CHARGED.contains(&label) {
        return Some("AllowanceForLoanAndLeaseLossesWriteOffs");
    }
    RECOVERED.contains(&label).then_some("AllowanceForLoanAndLeaseLossRecoveryOfBadDebts")
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
        for label in
            ["End of Period Shares Outstanding (in millions)", "Shares outstanding at period end", "Common shares outstanding, period-end"]
        {
            assert!(counts_shares(label, false), "{label}");
        }
        assert!(counts_shares("Number of shares outstanding (000)", true) && !counts_shares("Number of shares outstanding (000)", false));
        assert!(!counts_shares("Diluted shares outstanding", true) && !counts_shares("Preferred shares outstanding at period end", false));
        assert_eq!(allowance("commercial real estate"), None);
        assert_eq!(part_of_losses("gross loan charge-offs"), Some("AllowanceForLoanAndLeaseLossesWriteOffs"));
        assert_eq!(part_of_losses("total recoveries"), Some("AllowanceForLoanAndLeaseLossRecoveryOfBadDebts"));
        assert_eq!(part_of_losses("recoveries of taxes"), None);
        assert!(is_allowance("reserve for loan losses") && !is_allowance("loan loss experience"));
        assert!(is_deposits("deposits") && !is_deposits("interest on deposits"));
    }
}
