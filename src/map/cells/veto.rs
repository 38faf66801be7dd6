//! Why a row can't be what its label makes likeliest, by what its table shows around it.

use rust_decimal::Decimal;

use super::Reader;
use super::measure::{is_result, names_part_of};
use super::net::is_turnover_of_others;
use super::stock::is_balance_beside;
use super::told::{is_untold, lacks_particulars, says_cost_of_sales, says_gain, says_income_only};

use crate::map::concept::says_paid;
use crate::map::lines::{Line, folded, heads_the_same, says_total_only};
use crate::map::period::ColumnTime;
use crate::map::sign::has_two_signs;
use crate::map::unit::Counted;
use crate::report::StatementKind;
use crate::table::RowKind;
use crate::taxonomy::{Concept, PeriodType, QName, known_standard};
use crate::text::has_any;

impl Reader<'_> {
    /// Whether anything on the page speaks against a concept for a row.
    pub(super) fn speaks_against(&self, line: &Line, concept: &Concept) -> bool {
        self.is_nameless(line, concept)
            || self.is_listed_part(line)
            || self.is_part_of_other(line, concept)
            || self.is_no_earning(line, concept)
            || self.is_cash_untold(line, concept)
            || self.is_cash_by_name_alone(line, concept)
            || self.holds_otherwise(line, concept)
            || says_both_signs(line.row.stub.as_str()) && !["Gain", "Loss", "Income"].iter().any(|w| concept.name.local().contains(w))
            || self.kind == StatementKind::CashFlow && pays_what_comes_in(concept, line, &self.plain_amounts(line))
            || is_headed_otherwise(line.section(), concept)
            || is_headed_as_investments(line, concept)
            || is_of_continuing(line, concept)
            || !self.kind.is_statement() && line.sections.iter().chain([&self.title.as_str()]).any(|s| heads_the_same(s))
            || family(concept) == Some(REVENUES) && (says_income_only(line.row.stub.as_str()) || says_gain(line.row.stub.as_str()))
            || family(concept) == Some(REVENUES) && is_turnover_of_others(line.row.stub.as_str())
            || self.is_step_of_revenue(line, concept)
            || self.takes_nothing_off(line, concept)
            || says_paid(line.row.stub.as_str(), &concept.name)
            || is_of_a_schedule(concept, line.row.stub.as_str())
            || is_named_otherwise(concept.name.local(), &line.row.stub.as_str().to_lowercase())
            || self.is_fee_of_lender(line, concept)
            || family(concept) == Some(REVENUES) && line.section().to_lowercase().replace("non-", "non").contains("noninterest income")
            || is_of_one_term(concept) && line.row.stub.as_str().to_lowercase().contains("including current")
            || is_untold(line, concept)
            || self.kind == StatementKind::Income && concept.name.local().starts_with("AdjustmentForAmortization")
            || self.is_above_result(line, concept)
            || is_held_for_customers(concept) && self.lists_clients_assets(line)
            || self.stands_among_current(line, concept)
            || concept.name.local().starts_with("DepositsAssets") && self.lends()
            || line.row.stub.is_empty()
                && concept.name.local().starts_with("Noninterest")
                && (line.segment.is_some() || !self.earns_interest())
    }

    /// Whether a statement tells interest earned apart from what else is earned: that of a lender.
    fn earns_interest(&self) -> bool {
        let told = |line: &Line| has_any(&line.row.stub.as_str().to_lowercase(), &["interest", "loans"]);
        *self.asked.interest.get_or_init(|| self.lines.iter().any(|line| line.row.kind == RowKind::Total && told(line)))
    }

    /// Whether a row is of what clients own, by a heading over it or the table's title.
    fn lists_clients_assets(&self, line: &Line) -> bool {
        line.sections.iter().any(|s| is_of_clients(s)) || self.table.titles.iter().rev().take(3).any(|title| is_of_clients(title.as_str()))
    }

    /// Whether a concept of what is not current is thought of for a row above the total of current assets.
    fn stands_among_current(&self, line: &Line, concept: &Concept) -> bool {
        let is_total = |line: &&Line| line.row.stub.as_str().eq_ignore_ascii_case("total current assets");
        let name = concept.name.local();
        self.kind == StatementKind::BalanceSheet
            && name.ends_with("Noncurrent")
            && !name.ends_with("CurrentAndNoncurrent")
            && line.at < *self.asked.current.get_or_init(|| self.lines.iter().find(is_total).map_or(0, |line| line.at))
    }

    /// Whether revenue is thought of for what a lender earns beside interest: "Service charges" under "Other income".
    fn is_fee_of_lender(&self, line: &Line, concept: &Concept) -> bool {
        let beside = || ["other income", "other operating income"].iter().any(|w| line.section().to_lowercase().starts_with(w));
        family(concept) == Some(REVENUES) && beside() && self.earns_interest()
    }

    /// Whether loans stand beside deposits: those of a bank are what it owes.
    fn lends(&self) -> bool {
        self.lines.iter().any(|line| line.row.stub.as_str().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("loans")))
    }

    /// Whether a concept is of something that a row says nothing of: what else the row may be gets no likelier by that.
    pub(super) fn is_unfounded(&self, line: &Line, concept: &QName) -> bool {
        known_standard(concept).is_some_and(|concept| lacks_particulars(line, concept) || is_unlike_costs(line, concept))
    }

    /// Whether a row of the balance sheet takes off, and a concept is no deduction by its name.
    pub(super) fn takes_off(&self, line: &Line, concept: &QName) -> bool {
        let printed = self.plain_amounts(line);
        let negative = !printed.is_empty() && printed.iter().all(|p| *p < Decimal::ZERO);
        self.kind == StatementKind::BalanceSheet && negative && !has_two_signs(concept.local())
    }

    /// Whether a sum that would be gross profit has no costs among its parts.
    fn takes_nothing_off(&self, line: &Line, concept: &Concept) -> bool {
        concept.name.local() == "GrossProfit" && self.sums.get(&line.at).is_some_and(|weights| weights.iter().all(|w| *w > 0))
    }

    /// Whether nothing says what a line that is no line of a statement is the rest or the total of.
    fn is_nameless(&self, line: &Line, concept: &Concept) -> bool {
        let label = line.row.stub.as_str();
        let rest = ["other", "allother", "othernet", "subtotal"].contains(&folded(label).as_str());
        let balance = line.sections.is_empty() && says_total_only(label) && concept.period_type == PeriodType::Instant;
        !self.kind.is_statement() && (rest || balance)
    }

    /// Whether an item of other comprehensive income is thought of for a row of the income statement above what it leads to: below that it
    /// begins.
    fn is_above_result(&self, line: &Line, concept: &Concept) -> bool {
        let speaks = |text: &str| text.to_lowercase().contains("comprehensive");
        let begins = || {
            let result = |line: &&Line| {
                let label = line.row.stub.as_str().to_lowercase();
                speaks(&label) || ["net income", "net loss", "net (loss)", "net earnings"].iter().any(|w| label.starts_with(w))
            };
            self.lines.iter().find(result).map_or(0, |line| line.at)
        };
        self.kind == StatementKind::Income
            && concept.name.local().starts_with("OtherComprehensiveIncome")
            && !line.sections.iter().any(|s| speaks(s))
            && line.at < *self.asked.comprehensive.get_or_init(begins)
    }

    /// Whether a row is one of the parts into which a title says that something is broken down: `Revenue by service offering`.
    fn is_listed_part(&self, line: &Line) -> bool {
        let Some((total, weight)) = self.weights.get(&line.at) else { return false };
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let of_total = self.kind == StatementKind::Income && *weight > 0 && says_total_only(self.lines[*total].row.stub.as_str());
        (listed || of_total) && self.table.titles.iter().rev().take(3).any(|t| breaks_down(t.as_str()))
    }

    /// Whether a row is a part of the company in a sum of operating profits or revenues, and a concept is of neither: "Corporate" in revenues.
    fn is_part_of_other(&self, line: &Line, concept: &Concept) -> bool {
        let Some((total, _)) = self.weights.get(&line.at).filter(|_| self.kind == StatementKind::Income) else { return false };
        let (heading, whole, name) = (line.section(), self.lines[*total].row.stub.as_str(), concept.name.local());
        if line.sections.is_empty() || !names_part_of(line.row.stub.as_str()) {
            return false;
        }
        let says = |words: &str, any: &[&str]| has_any(&words.to_lowercase(), any);
        let revenues = |words: &str| says(words, &["revenue", "sales"]) && !says(words, &["cost", "expense"]);
        let earned = ["Revenue", "Sales", "Income", "Fee", "Premium", "Royalt", "Commission", "Rent"];
        // what is left of revenues is no part of them: "Controls" are no net income
        let of_results = |name: &str| has_any(name, &["Gain", "IncomeLoss", "ProfitLoss", "ComprehensiveIncome"]);
        is_result(heading) && is_result(whole) && name != "OperatingIncomeLoss"
            || revenues(heading)
                && revenues(whole)
                && (of_results(name) || !earned.iter().any(|word| name.contains(word)))
                && !shares_stem(line.row.stub.as_str(), name)
    }

    /// Whether a line would be cash that does not speak of cash.
    fn is_cash_untold(&self, line: &Line, concept: &Concept) -> bool {
        if !is_cash(concept) {
            return false;
        }
        if line.sections.iter().any(|s| is_of_clients(s)) {
            return true;
        }
        let label = line.row.stub.as_str();
        let says = |words: &str| words.to_lowercase().contains("cash");
        // every line of a statement of cash flows stands under a heading that speaks of cash
        let told = if self.kind == StatementKind::CashFlow { says_no_more(label) } else { says(line.section()) };
        !says(label) && !told
    }

    /// Whether a concept of a day is thought of for a flow, or of a stretch of time for a balance.
    fn holds_otherwise(&self, line: &Line, concept: &Concept) -> bool {
        if line.counted != Counted::Money {
            return false;
        }
        let of_balances = self.is_headed_as_balance(line);
        let of_flows = matches!(self.kind, StatementKind::Income | StatementKind::CashFlow) && !self.stands_beside(line);
        let plain = || self.times.iter().filter(|t| ColumnTime::is_plain(t));
        let of_days = || plain().next().is_some() && plain().all(|t| t.duration.is_none());
        match concept.period_type {
            // "Total assets" at the foot of five years' results
            PeriodType::Instant => of_flows && !of_balances && !is_cash(concept) && !is_balance_beside(line.row.stub.as_str()),
            PeriodType::Duration => of_balances || self.kind != StatementKind::Metrics && of_days(),
        }
    }

    /// Whether the table's arithmetic shows that a row can't be what a concept names: revenue among the parts of costs.
    pub(super) fn stands_on_wrong_side(&self, line: &Line, concept: &Concept) -> bool {
        if family(concept) == Some(REVENUES) && self.is_beyond_revenue(line) {
            return true;
        }
        let rises = |line: &Line| self.plain_amounts(line).iter().all(|p| *p > Decimal::ZERO);
        let of_income = matches!(self.kind, StatementKind::Income | StatementKind::Segments);
        let Some((total, weight)) = self.weights.get(&line.at).filter(|_| of_income && !has_two_signs(concept.name.local())) else {
            return false;
        };
        let whole = &self.lines[*total];
        // what may have either sign is on the side that its own words tell: "Total other expense, net" is printed as a cost
        let side = match self.chosen(*total) {
            Some(concept) if has_two_signs(concept.name.local()) && !is_result(whole.row.stub.as_str()) => self.worded_balance(whole),
            Some(concept) => concept.balance,
            None => self.worded_balance(whole),
        };
        let wrong = side.zip(concept.balance).is_some_and(|(whole, part)| (whole == part) != (*weight > 0));
        wrong && !self.plain_amounts(line).is_empty() && rises(line) && rises(whole)
    }
}

/// Whether a concept is of all that sales cost, and a row says nothing of them, or that it is the rest of several.
fn is_unlike_costs(line: &Line, concept: &Concept) -> bool {
    let rest = || line.row.stub.as_str().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("other cost"));
    family(concept) == Some(COSTS) && (!says_cost_of_sales(line) || rest())
}

/// Whether a label says that it is of another kin of what a name is of: what is left of assets, or what is earned before taxes.
fn is_named_otherwise(name: &str, lower: &str) -> bool {
    name.ends_with("Gross") && lower.contains("net of accumulated")
        || name == "OperatingIncomeLoss" && lower.contains("before") && lower.contains("tax")
        // under "Interest costs:" the interest on leases alone
        || name == "InterestExpense" && lower.starts_with("capital lease")
}

/// Whether a name has a word of a label, or its beginning.
fn shares_stem(label: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let words = label.to_lowercase();
    words.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 4).any(|word| name.contains(word.get(..5).unwrap_or(word)))
}

/// Whether a concept is of one step of a schedule of what falls due, and a label speaks of none.
fn is_of_a_schedule(concept: &Concept, label: &str) -> bool {
    let schedule = has_any(concept.name.local(), &["Maturities", "DueWithin", "DueIn"]);
    schedule && !has_any(&label.to_lowercase(), &["due", "matur", "within", "year", "thereafter"])
}

/// Whether a concept is of what falls due within a year alone, or after it.
fn is_of_one_term(concept: &Concept) -> bool {
    concept.name.local().ends_with("Current") || concept.name.local().ends_with("Noncurrent")
}

/// Whether a title says that something is broken down into parts: `Revenue by service offering`.
pub(super) fn breaks_down(title: &str) -> bool {
    let lower = title.to_lowercase();
    has_any(&lower, &BREAKDOWNS)
}

const BREAKDOWNS: [&str; 31] = [
    "disaggregat",
    "by geograph",
    "by region",
    "by segment",
    "by product",
    "by service",
    "by division",
    "by category",
    "by channel",
    "by market",
    "by the company's",
    "by the company’s",
    "by type",
    "by reportable",
    "by line",
    "by business",
    "by customer",
    "by industry",
    "by sector",
    "by end market",
    "by end-market",
    "by country",
    "by vertical",
    "by brand",
    "by platform",
    "by commodity",
    "by source",
    "revenue by ",
    "revenues by ",
    "geographic revenue",
    "geographic sales",
];

/// Whether a heading stands over what clients own, and not the company: cash among the assets that it manages.
fn is_of_clients(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    has_any(&lower, &["asset class", "assets under management", "managed assets", "client assets"])
}

/// Whether a concept is of what a bank owes its customers or an insurer holds for them.
fn is_held_for_customers(concept: &Concept) -> bool {
    concept.name.local().starts_with("Deposits") || concept.name.local().starts_with("SeparateAccount")
}

fn is_cash(concept: &Concept) -> bool {
    concept.name.local().starts_with("Cash")
}

/// The names that filers use for the same line as a concept's: revenues and costs of revenue are often parts of what is called so, too.
pub(super) fn family(concept: &Concept) -> Option<&'static [&'static str]> {
    [REVENUES, COSTS].into_iter().find(|names| names.contains(&concept.name.local()))
}

/// Whether a line of the cash flow says of what it is the change or balance only by where it stands: "Net increase", "Balance at end of year".
fn says_no_more(label: &str) -> bool {
    const WORDS: [&str; 24] = [
        "net",
        "increase",
        "decrease",
        "in",
        "during",
        "the",
        "period",
        "year",
        "quarter",
        "month",
        "months",
        "balance",
        "balances",
        "beginning",
        "end",
        "of",
        "at",
        "change",
        "for",
        "and",
        "total",
        "ending",
        "opening",
        "closing",
    ];
    label.to_lowercase().split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).all(|w| WORDS.contains(&w))
}

/// Whether a concept of payments is thought of for a line of the cash flow that brings cash in.
fn pays_what_comes_in(concept: &Concept, line: &Line, printed: &[Decimal]) -> bool {
    let name = concept.name.local();
    let pays =
        ["PaymentsTo", "PaymentsFor", "PaymentsOf", "Repayments"].iter().any(|w| name.starts_with(w)) && !name.contains("ProceedsFrom");
    // "Office equipment" under "Proceeds from sale of:"
    let label = format!("{} {}", line.section().trim_end_matches(':'), line.row.stub.as_str()).to_lowercase();
    let label = if line.section().ends_with("of:") { label } else { line.row.stub.as_str().to_lowercase() };
    let comes_in = ["sale", "proceeds", "maturit", "issuance", "collection", "redemption"].iter().any(|w| label.starts_with(w));
    pays && comes_in && !printed.is_empty() && printed.iter().all(|p| *p > Decimal::ZERO)
}

/// Names that filers use for revenues.
pub(super) const REVENUES: &[&str] = &[
    "Revenues",
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "RevenueFromContractWithCustomerIncludingAssessedTax",
    "SalesRevenueNet",
    "SalesRevenueGoodsNet",
    "SalesRevenueServicesNet",
];
/// Names that filers use for the cost of revenues.
pub(super) const COSTS: &[&str] = &["CostOfRevenue", "CostOfGoodsAndServicesSold", "CostOfGoodsSold", "CostOfServices"];

/// Whether a heading of revenues stands over what would be a cost, or the other way round.
fn is_headed_otherwise(section: &str, concept: &Concept) -> bool {
    let lower = section.to_lowercase();
    let costs = has_any(&lower, &["cost", "expense"]);
    let revenues = has_any(&lower, &["revenue", "sales"]) && !costs;
    let profit = has_any(&lower, &["gross profit", "gross margin"]);
    revenues && family(concept) == Some(COSTS) || (costs || profit) && family(concept) == Some(REVENUES)
}

/// Whether a heading of investments stands over what would be debt: "Short-term investments: More than three months - maturities".
fn is_headed_as_investments(line: &Line, concept: &Concept) -> bool {
    const DEBT: [&str; 2] = ["Debt", "Borrowings"];
    let name = concept.name.local();
    let debt = has_any(name, &DEBT) && !has_any(name, &["Securit", "Invest"]);
    let owed = |lower: &str| has_any(lower, &["debt", "borrow", "loan", "note", "credit"]);
    let section = || line.section().to_lowercase();
    debt && section().contains("investments") && !owed(&section()) && !owed(&line.row.stub.as_str().to_lowercase())
}

/// Whether the whole result is thought of for a line below a heading of continuing operations alone: "Basic", of what earnings per share from
/// them are computed of.
fn is_of_continuing(line: &Line, concept: &Concept) -> bool {
    let lower = line.section().to_lowercase();
    concept.name.local().starts_with("NetIncomeLoss")
        && lower.contains("continuing operations")
        && !lower.contains("discontinued")
        && !line.row.stub.as_str().to_lowercase().contains("net ")
}

/// "Gains (losses) on investments": what a concept of losses or of gains alone does not fit.
fn says_both_signs(label: &str) -> bool {
    let lower = label.to_lowercase();
    has_any(
        &lower,
        &["gain (loss", "gains (loss", "(gain) loss", "(gains) loss", "(loss) gain", "(losses) gain", "loss (gain", "losses (gain"],
    )
}
