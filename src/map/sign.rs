//! The sign a figure has as the fact of its concept, whatever sign the page shows.

mod words;

use rust_decimal::Decimal;
pub(crate) use words::brackets_gains;
use words::{is_loss, loss_words, says_payment, says_used_only};

use crate::report::StatementKind;
use crate::taxonomy::{Balance, Concept};
use crate::text::has_any;

/// A row as far as signs go.
pub(crate) struct Signs<'a> {
    pub(crate) kind: StatementKind,
    /// The concept, where it is a standard one.
    pub(crate) concept: Option<&'a Concept>,
    pub(crate) label: &'a str,
    pub(crate) section: &'a str,
    /// The figures of the row in columns that state figures of their own.
    pub(crate) printed: &'a [Decimal],
    /// Whether the row counts money or money per share: shares and ratios are no losses.
    pub(crate) money: bool,
    /// Whether its figures are of a day: what a list takes off from balances is printed in brackets, what a period lost is, too.
    pub(crate) of_day: bool,
    /// How the table's arithmetic turns the printed sign into the concept's, 1 or -1, where it tells.
    pub(crate) turn: Option<i8>,
}

impl Signs<'_> {
    /// The amount as the concept wants it.
    pub(crate) fn signed(&self, printed: Decimal) -> Decimal {
        if printed.is_zero() {
            return printed;
        }
        match self.concept {
            Some(concept) => self.by_concept(concept, printed),
            None => self.by_label(printed),
        }
    }

    fn by_concept(&self, concept: &Concept, printed: Decimal) -> Decimal {
        let name = concept.name.local();
        if self.kind == StatementKind::CashFlow && concept.balance.is_some() && !is_cash_or_profit(name) {
            return self.in_cash_flow(concept, printed);
        }
        let label = self.label.to_lowercase();
        let two_sided = || has_any(&label, &["income (loss)", "(loss) income", "earnings (loss)", "profit (loss)", "(benefit", "benefit)"]);
        // what calls itself a loss and is printed in brackets is one, whatever sums it stands in
        if concept.balance == Some(Balance::Credit) && self.is_loss_in_brackets() && is_two_sided(concept) {
            return -printed.abs();
        }
        let turned = self.turn.filter(|_| !matches!(self.kind, StatementKind::CashFlow | StatementKind::BalanceSheet) && !two_sided());
        if self.kind == StatementKind::CashFlow && concept.balance.is_none() && says_payment(self.label) && self.never_positive() {
            return printed.abs();
        }
        if let Some(turned) = turned.map(|turn| printed * Decimal::from(turn)).filter(|t| *t > Decimal::ZERO || is_two_sided(concept)) {
            return turned;
        }
        if name.contains("ExpenseBenefit") {
            return self.benefit(printed);
        }
        let lists = matches!(self.kind, StatementKind::Income | StatementKind::Metrics | StatementKind::Other);
        if concept.balance == Some(Balance::Credit) && lists && brackets_gains(&label) {
            return -printed;
        }
        if self.is_cost_among_income(concept) {
            return -printed;
        }
        if self.is_gain_among_costs(&label) {
            return printed.abs();
        }
        if is_two_sided(concept) {
            return if self.signs_tell_nothing() && self.says_loss() { -printed.abs() } else { printed };
        }
        // "Interest (income) expense, net" in brackets is income
        if self.never_positive() && !brackets_gains(&label) { printed.abs() } else { printed }
    }

    /// Cash flows are printed as they move cash: a credit concept (payments, gains taken off, growing assets) turns them round.
    fn in_cash_flow(&self, concept: &Concept, printed: Decimal) -> Decimal {
        let name = concept.name.local();
        let paid = ["Payments", "Repayments", "PaidNet", "InterestPaid", "IncomeTaxesPaid"]
            .iter()
            .any(|w| name.starts_with(w) || name.ends_with(w));
        let supplemental =
            name.contains("Paid") && !name.starts_with("Payment") || name.starts_with("Noncash") || name.contains("Incurred");
        match concept.balance {
            // "Income taxes (paid) refunded": what was paid stands in brackets
            Some(Balance::Credit) if supplemental && self.label.to_lowercase().contains("(paid)") => -printed,
            Some(Balance::Credit) if supplemental => printed.abs(),
            _ if self.turn.is_some() && paid => printed * Decimal::from(self.turn.unwrap_or(1)),
            Some(Balance::Credit) if paid && !name.contains("ProceedsFrom") && printed.is_sign_positive() => printed,
            // a debit by the taxonomy, and an amount of cash that goes out by its name
            Some(Balance::Debit) if name.contains("CashUsedTo") => printed.abs(),
            Some(Balance::Credit) => -printed,
            _ => printed,
        }
    }

    /// A tax line shows a benefit in brackets, or all taxes as deductions.
    fn benefit(&self, printed: Decimal) -> Decimal {
        let label = self.label.to_lowercase();
        let only_benefit = has_any(&label, &["benefit", "recovery"])
            && !["provision", "expense", "(benefit", "taxes", "tax)"].iter().any(|w| label.contains(w));
        if only_benefit && self.signs_tell_nothing() { -printed.abs() } else { printed }
    }

    /// A concept of the entity's own: what the words deduct is positive, what they call a loss is negative.
    fn by_label(&self, printed: Decimal) -> Decimal {
        let leads = self.kind == StatementKind::Reconciliation;
        if !self.money || leads && !self.label.get(..9).is_some_and(|start| start.eq_ignore_ascii_case("cash paid")) {
            return printed;
        }
        if leads || self.kind == StatementKind::CashFlow {
            let paid = says_payment(self.label) || self.section.trim_end_matches(':').ends_with(" of") && says_payment(self.section);
            return if self.never_positive() && paid { printed.abs() } else { printed };
        }
        let label = self.label.to_lowercase().replace("net of", "").replace("income tax", "tax").replace("before income", "before");
        if self.signs_tell_nothing() && is_loss(&label) {
            return -printed.abs();
        }
        if self.turn == Some(-1) && self.never_positive() {
            return -printed;
        }
        let deducted = [
            "expense",
            "cost",
            "less",
            "allowance",
            "reserve",
            "depreciation",
            "amortization",
            "treasury",
            "provision for",
            "charge off",
            "charge-off",
            "charged off",
            "impairment",
            "real estate tax",
            "property tax",
            "production tax",
            "taxes other than",
        ];
        let gain = ["income", "gain", "profit", "earnings"];
        let is_deduction = || has_any(&label, &deducted) && !has_any(&label, &gain);
        let two_sided = [
            " loss", "loss ", "gain", "income", "profit", "earnings", "change", "net ", "cash", "adjust", "total", "effect", "capital",
            "equity", "deficit", "position",
        ];
        let list = matches!(self.kind, StatementKind::Metrics | StatementKind::Other);
        let part = self.kind == StatementKind::BalanceSheet || list && self.of_day;
        let is_part_taken_off = || part && !has_any(&label, &two_sided) && !label.starts_with("loss");
        if self.never_positive() && (is_deduction() || is_part_taken_off()) { printed.abs() } else { printed }
    }

    /// Whether the row's own label speaks of a loss alone and all its figures stand in brackets.
    fn is_loss_in_brackets(&self) -> bool {
        self.kind == StatementKind::Income && self.never_positive() && is_loss(&self.label.to_lowercase())
    }

    /// Whether what rises as a cost is printed as it changes income: the change of a debt's fair value under "Other income (expense)".
    fn is_cost_among_income(&self, concept: &Concept) -> bool {
        let of_change = || has_any(concept.name.local(), &["FairValueAdjustment", "ChangeInAmountOf"]);
        if self.kind != StatementKind::Income || concept.balance != Some(Balance::Debit) || !of_change() {
            return false;
        }
        let section = self.section.to_lowercase();
        has_any(&section, &["income (expense", "income and (expense", "income, net", "other income", "gains (losses", "gain (loss"])
            && !section.starts_with("other expense")
    }

    /// Whether a gain is printed in brackets as what it takes off from the costs that it stands among.
    fn is_gain_among_costs(&self, label: &str) -> bool {
        let gain = label.starts_with("gain") && !label.contains("loss");
        if self.kind != StatementKind::Income || !gain || !self.never_positive() {
            return false;
        }
        let section = self.section.to_lowercase();
        has_any(&section, &["expense", "cost"]) && !has_any(&section, &["income", "revenue"])
    }

    fn never_positive(&self) -> bool {
        self.printed.iter().all(|p| *p <= Decimal::ZERO)
    }

    /// Brackets on none or all of the figures: they are no sign but a habit.
    fn signs_tell_nothing(&self) -> bool {
        self.never_positive() || self.printed.iter().all(|p| *p >= Decimal::ZERO)
    }

    /// "Net loss", "Loss per share", "Accumulated deficit": the label speaks of losses alone; of cash, that it was used alone.
    fn says_loss(&self) -> bool {
        if self.kind == StatementKind::CashFlow && self.concept.is_some_and(|c| c.name.local().contains("ProvidedByUsedIn")) {
            // "Adjustments to reconcile net loss to net cash" above says nothing of it
            return says_used_only(self.label);
        }
        let own = loss_words(self.label);
        own.unwrap_or_else(|| loss_words(self.section).unwrap_or(false))
    }
}

/// Cash balances and profit head or close a statement of cash flows: they are printed as they are.
fn is_cash_or_profit(name: &str) -> bool {
    ["NetIncomeLoss", "ProfitLoss", "IncomeLossFromContinuingOperations"].iter().any(|w| name.starts_with(w))
        || name.starts_with("Cash")
        || name.starts_with("NetCash")
        || name.contains("PeriodIncreaseDecrease")
}

/// Whether a concept's facts may be negative by its name or its label: "Comprehensive Income (Loss), Net of Tax".
fn is_two_sided(concept: &Concept) -> bool {
    const OTHER_SIDES: [&str; 7] = ["(Loss", "(Gain", "(Benefit", "(Expense", "(Income", "(Decrease", "(Deficit"];
    has_two_signs(concept.name.local()) || concept.label.contains('(') && has_any(&concept.label, &OTHER_SIDES)
}

/// Whether a concept's facts may be negative by its name: both sides of a balance sheet never are.
pub(crate) fn has_two_signs(name: &str) -> bool {
    const MARKS: [&str; 26] = [
        "TaxEffectOf",
        "ExpenseBenefit",
        "IncomeLoss",
        "GainLoss",
        "GainsLosses",
        "ProfitLoss",
        "LossIncome",
        "IncomeExpense",
        "ExpenseIncome",
        "EarningsPerShare",
        "PerBasicShare",
        "PerDilutedShare",
        "PerBasicAndDilutedShare",
        "ProvidedByUsedIn",
        "IncreaseDecrease",
        "AccumulatedDeficit",
        "StockholdersEquity",
        "GrossProfit",
        "RetainedEarnings",
        "AccumulatedOtherComprehensive",
        "RevenuesNetOf",
        "AvailableToCommon",
        "EquityMethodInvestment",
        "FairValueAdjustment",
        "ChangeInAmountOf",
        "MinorityInterest",
    ];
    has_any(name, &MARKS) && !name.contains("StockholdersEquityNote") && name != "LiabilitiesAndStockholdersEquity"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::{DataType, PeriodType, QName};

    fn signed(kind: StatementKind, name: &str, balance: Balance, label: &str, printed: &[i64]) -> Vec<i64> {
        signed_under("", kind, name, balance, label, printed)
    }

    fn signed_under(section: &str, kind: StatementKind, name: &str, balance: Balance, label: &str, printed: &[i64]) -> Vec<i64> {
        let concept = Concept {
            name: QName::us_gaap(name),
            label: String::new(),
            data_type: DataType::Monetary,
            period_type: PeriodType::Duration,
            balance: Some(balance),
        };
        let printed: Vec<Decimal> = printed.iter().map(|p| Decimal::from(*p)).collect();
        let signs = Signs { kind, concept: Some(&concept), label, section, printed: &printed, money: true, of_day: false, turn: None };
        printed.iter().map(|p| i64::try_from(signs.signed(*p)).unwrap()).collect()
    }

    #[test]
    fn losses_and_deductions() {
        use Balance::{Credit, Debit};
        use StatementKind::{BalanceSheet, Income};
        assert_eq!(signed(Income, "NetIncomeLoss", Credit, "Net loss", &[370]), [-370]);
        assert_eq!(signed(Income, "NetIncomeLoss", Credit, "Net loss", &[-370]), [-370]);
        assert_eq!(signed(Income, "NetIncomeLoss", Credit, "Net income (loss)", &[-370, 20]), [-370, 20]);
        assert_eq!(signed(Income, "InterestExpense", Debit, "Interest expense", &[-807]), [807]);
        assert_eq!(signed(Income, "IncomeTaxExpenseBenefit", Debit, "Provision for (benefit from) income taxes", &[-179, 59]), [-179, 59]);
        assert_eq!(signed(BalanceSheet, "TreasuryStockValue", Debit, "Treasury stock", &[-5]), [5]);
        assert_eq!(signed(BalanceSheet, "RetainedEarningsAccumulatedDeficit", Credit, "Accumulated deficit", &[500]), [-500]);
        assert_eq!(signed(Income, "OperatingIncomeLoss", Credit, "Operating loss", &[-913, -600]), [-913, -600]);
        assert_eq!(signed(Income, "IncomeLossBeforeTaxes", Credit, "Loss before income taxes", &[120]), [-120]);
        assert_eq!(signed(Income, "IncomeLossBeforeTaxes", Credit, "Loss before taxes and equity in income of affiliates", &[120]), [-120]);
        let earnings = "Earnings before income tax expense and equity in income (loss) of affiliates";
        assert_eq!(signed(Income, "IncomeLossBeforeTaxes", Credit, earnings, &[611, 800]), [611, 800]);
        assert_eq!(signed(Income, "EarningsPerShareBasic", Credit, "Net loss per share", &[12]), [-12]);
    }

    #[test]
    fn a_label_of_both_sides_may_be_negative() {
        let concept = Concept {
            name: QName::us_gaap("ComprehensiveIncomeNetOfTax"),
            label: "Comprehensive Income (Loss), Net of Tax".to_owned(),
            data_type: DataType::Monetary,
            period_type: PeriodType::Duration,
            balance: Some(Balance::Credit),
        };
        let printed = [Decimal::from(-9898), Decimal::from(-10516)];
        let kind = StatementKind::Income;
        let signs = Signs {
            kind,
            concept: Some(&concept),
            label: "Comprehensive loss",
            section: "",
            printed: &printed,
            money: true,
            of_day: false,
            turn: None,
        };
        assert_eq!(printed.map(|p| signs.signed(p)), printed);
    }

    #[test]
    fn what_a_list_takes_off_and_what_a_part_lost() {
        let signed = |label, of_day| {
            let printed = [Decimal::from(-2), Decimal::from(-3)];
            let signs =
                Signs { kind: StatementKind::Other, concept: None, label, section: "", printed: &printed, money: true, of_day, turn: None };
            signs.signed(printed[0])
        };
        assert_eq!(signed("Participations sold", true), Decimal::from(2));
        assert_eq!(signed("Corporate and other", false), Decimal::from(-2));
        assert_eq!(signed("Charge-offs", false), Decimal::from(2));
    }

    #[test]
    fn what_rises_as_a_cost_is_printed_as_it_changes_income() {
        let change = |section, printed: &[i64]| {
            let label = "Change in fair value of warrant liability";
            signed_under(section, StatementKind::Income, "FairValueAdjustmentOfWarrants", Balance::Debit, label, printed)
        };
        assert_eq!(change("Other income (expense):", &[310, -2204]), [-310, 2204]);
        assert_eq!(change("Operating expenses:", &[310, -2204]), [310, -2204]);
    }

    #[test]
    fn cash_flows() {
        use Balance::{Credit, Debit};
        let flow = |name, balance, printed| signed(StatementKind::CashFlow, name, balance, "", &[printed])[0];
        assert_eq!(flow("PaymentsToAcquirePropertyPlantAndEquipment", Credit, -90), 90);
        assert_eq!(flow("IncreaseDecreaseInAccountsReceivable", Credit, -90), 90);
        assert_eq!(flow("IncreaseDecreaseInAccountsPayable", Debit, -90), -90);
        assert_eq!(flow("DepreciationDepletionAndAmortization", Debit, 90), 90);
        assert_eq!(flow("NetIncomeLoss", Credit, 90), 90);
        assert_eq!(flow("EmployeeServiceShareBasedCompensationCashFlowEffectCashUsedToSettleAwards", Debit, -90), 90);
        assert_eq!(flow("InterestPaidNet", Credit, 90), 90);
        let taxes = signed(StatementKind::CashFlow, "IncomeTaxesPaidNet", Credit, "Income taxes (paid) refunded", &[-90, 30]);
        assert_eq!(taxes, [90, -30]);
        let operating = |label, printed: &[i64]| {
            let section = "Adjustments to reconcile net loss to net cash provided by operating activities";
            signed_under(section, StatementKind::CashFlow, "NetCashProvidedByUsedInOperatingActivities", Debit, label, printed)
        };
        assert_eq!(operating("Net cash provided by operating activities", &[28, 19]), [28, 19]);
        assert_eq!(operating("Net cash used in operating activities", &[28, 19]), [-28, -19]);
        assert_eq!(operating("Net cash used in operating activities", &[-28, -19]), [-28, -19]);
        assert_eq!(operating("Net cash provided by (used in) operating activities", &[28, 19]), [28, 19]);
    }

    #[test]
    fn gains_in_brackets_among_costs() {
        let gain = |section, label, printed: &[i64]| {
            signed_under(section, StatementKind::Income, "GainLossOnDispositionOfAssets", Balance::Credit, label, printed)
        };
        assert_eq!(gain("Operating expenses:", "Gain on sale of assets", &[-267, -88]), [267, 88]);
        assert_eq!(gain("Operating expenses:", "Gain on sale of assets", &[-267, 88]), [-267, 88]);
        assert_eq!(gain("Operating expenses:", "Gain (loss) on sale of assets", &[-267, -88]), [-267, -88]);
        assert_eq!(gain("Other income (expense):", "Gain on sale of assets", &[-267, -88]), [-267, -88]);
    }
}
