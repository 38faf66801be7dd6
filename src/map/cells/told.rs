//! Concepts of something particular: a row must speak of it to be one.

use crate::map::lines::Line;
use crate::taxonomy::Concept;
use crate::text::{Searched, has_any};

/// Parts of concepts' names, and the words of which a label or a heading must say one.
const PARTICULARS: &[(&str, &[&str])] = &[
    ("PreferredStockRedemption", &["redempt", "redeem"]),
    (
        "AvailableForSale",
        &["securit", "maturit", "invest", "sale", "bond", "note", "treasur", "government", "municipal", "marketable", "fund", "corporate"],
    ),
    ("DirectFinancingLease", &["lease"]),
    ("LiquidationPreference", &["liquidat", "prefer"]),
    ("OperatingLeasesIncomeStatement", &["leas", "rent", "tenant"]),
    (
        "DerivativeAssets",
        &[
            "deriv",
            "swap",
            "hedg",
            "fair value",
            "risk",
            "contract",
            "warrant",
            "commodit",
            "option",
            "embedded",
            "unrealized",
            "instrument",
        ],
    ),
    ("FinancingReceivableExcluding", &["loan", "receivable", "financ", "note", "credit"]),
    ("RestrictedCash", &["restrict", "escrow", "trust", "segregat", "reserve", "deposit", "cash"]),
    ("AdvancePaymentsByBorrowers", &["borrow", "tax", "escrow", "mortgag", "advance"]),
    ("LimitedPartner", &["partner", "unit"]),
    ("DeferredTax", &["deferred", "future", "prepaid"]),
    ("InsuranceCommissions", &["insur", "premium", "polic", "annuit"]),
    ("TreasuryStock", &["treasury", "repurchase", "reacquire", "held", "purchase"]),
    ("RedeemableNoncontrollingInterest", &["noncontrolling", "non-controlling", "minority", "subsidiar", "partner"]),
    ("PreOpening", &["opening"]),
    ("PolicyholderFunds", &["polic"]),
    (
        "FromRelatedParties",
        &["related part", "related compan", "related entit", "affiliat", "parent", "holder", "director", "officer", "partner"],
    ),
    ("PriceRiskManagement", &["risk", "hedg", "derivativ", "market"]),
    ("PrepaidRent", &["prepaid", "prepay", "advance"]),
    ("PremiumsEarned", &["premium"]),
    ("IncurredClaims", &["claim", "loss", "benefit", "polic"]),
    ("SelfInsurance", &["insur", "claim", "workers"]),
    ("FundsHeldForClients", &["client", "customer"]),
    ("AdvancesOnInventory", &["inventor", "purchase"]),
    ("SuccessfulEffort", &["successful"]),
    ("Hedging", &["hedg"]),
    ("Impairment", &["impair", "write", "ceiling", "valuation", "charge", "loss", "decline", "temporary"]),
    ("ImpairmentOfInvestments", &["impair", "write", "decline", "temporary", "valuation"]),
    ("CostOfGoodsAndServicesSoldDepreciation", &["cost"]),
    ("CostDirectMaterial", &["material"]),
    ("BusinessExitCosts", &["exit", "clos", "restructur", "shut"]),
    (
        "EmployeeRelated",
        &[
            "employ",
            "compens",
            "payroll",
            "wage",
            "salar",
            "benefit",
            "bonus",
            "vacation",
            "labor",
            "commission",
            "incentive",
            "personnel",
            "sever",
            "staff",
            "pension",
        ],
    ),
    ("InterestIncomeSecurities", &["interest", "securit", "investment", "taxable income", "bond", "treasur", "agenc", "municipal"]),
    ("LitigationReserve", &["litig", "legal", "lawsuit"]),
    ("FurnitureAndFixtures", &["furnitur", "fixture"]),
    ("InterestAndDividendIncome", &["interest", "dividend", "income", "yield"]),
    ("TradingSecurities", &["trading", "securit", "invest", "gain", "loss"]),
    ("RegulatedOperatingRevenue", &["regulat", "electric", "gas", "utilit", "water", "steam"]),
    ("LongTermDebtAndCapitalLease", &["debt", "note", "loan", "borrow", "credit"]),
];

/// What is said of companies held in part.
const HELD_IN_PART: [&str; 9] =
    ["equity", "affiliat", "venture", "invest", "unconsolidated", "associate", "partner", "subsidiar", "nonconsolidated"];

/// What items of other comprehensive income are of.
const COMPREHENSIVE: [&str; 14] = [
    "comprehensive",
    "unrealized",
    "unrealised",
    "translation",
    "hedg",
    "derivative",
    "pension",
    "retirement",
    "benefit",
    "reclass",
    "currency",
    "securit",
    "holding",
    "adjustment",
];

/// Whether a concept is of par value, of continuing operations, of dividends, or of the tax on income, and neither a row nor its headings speak of such.
pub(super) fn is_untold(line: &Line, concept: &Concept) -> bool {
    let name = concept.name.local();
    let taxes = ["IncomeTaxExpense", "DeferredIncomeTaxExpense", "CurrentIncomeTaxExpense", "EffectiveIncomeTaxRate"];
    let of_lender = ["InterestExpenseDeposits", "InterestExpenseBorrowings", "InterestExpenseLongTermDebt"];
    let related =
        ["related", "affiliat", "parent", "due ", "officer", "director", "holder", "member", "partner", "employee", "owner", "venture"];
    name.contains("RelatedPart") && !says(line, &related)
        || name == "OtherOperatingIncome" && says(line, &["expense", "cost"]) && !says(line, &["income"])
        || name.contains("ParOrStatedValue") && !says(line, &["par", "stated"])
        || of_lender.iter().any(|w| name.starts_with(w)) && !says(line, &["interest", "expense", "cost"])
        || name.starts_with("NetCash") && name.ends_with("ContinuingOperations") && !says(line, &["continuing"])
        || name.contains("DividendsPerShare") && !says(line, &["dividend", "distribution"])
        || name.starts_with("EarningsPerShare") && line.row.stub.as_str().to_lowercase().contains("book value")
        || taxes.iter().any(|w| name.starts_with(w))
            && !line.row.stub.is_empty()
            && !says(line, &["tax", "provision", "benefit", "recover"])
}

/// Whether a concept is of something particular of which neither a row nor its headings speak, or leaves out what the row speaks of.
pub(super) fn lacks_particulars(line: &Line, concept: &Concept) -> bool {
    let name = concept.name.local();
    let label = line.row.stub.as_str().to_lowercase();
    let parts = Searched::of(name);
    let lacks = PARTICULARS.iter().any(|(part, words)| parts.has(part) && !says(line, words));
    let of_comprehensive = name.starts_with("OtherComprehensiveIncome") && !says(line, &COMPREHENSIVE);
    !label.is_empty() && (lacks || of_comprehensive)
        || name.contains("ExcludingGoodwill") && label.contains("goodwill") && !label.contains("other") && !label.contains("exclud")
        || name.starts_with("IncreaseDecrease") && label.contains("before change")
        || name.starts_with("CommonStockValue") && label.contains("equity")
        || name.starts_with("InvestmentsInAffiliates") && label.contains("of consolidated")
        // "Lease operating expenses" are what wells cost
        || name.contains("OperatingLease") && label.contains("lease operating")
        || name == "LiabilitiesAndStockholdersEquity" && !label.is_empty() && !label.contains("liabilit")
        || name.starts_with("IncomeLossFromEquityMethodInvestments") && (!says(line, &HELD_IN_PART) || gains_on(&label))
        || name.contains("FairValue") && label.contains("at amortized cost")
        || name.starts_with("Fuel") && has_any(&label, &["non-fuel", "nonfuel"])
        || name.starts_with("ForeignCurrencyTransaction") && label.contains("exchange rate") && !says(line, &["gain", "loss", "effect"])
        || is_class_of_loans(line) && !has_any(name, &["Loan", "FinancingReceivable"])
        || name == "CashAndCashEquivalentsAtCarryingValue" && has_any(&label, &["investment", "securit"])
}

/// "Gains (losses) on equity investments": what they are worth, and no share of what others earn.
fn gains_on(lower: &str) -> bool {
    let gains = lower.trim_start_matches(|c: char| !c.is_alphabetic());
    (gains.starts_with("gain") || gains.starts_with("loss")) && has_any(lower, &[" on ", " from sale", " on the"])
}

/// Whether a row names a class of loans, and that they are loans only by its heading: "Commercial" under "Loans:".
fn is_class_of_loans(line: &Line) -> bool {
    const OTHERS: [&str; 8] = ["income", "interest", "fee", "gain", "sale", "loss", "asset", "deposit"];
    let heading = line.section().to_lowercase();
    let words = heading.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).count();
    let heads = heading.contains("loan") && words <= 3 && !has_any(&heading, &OTHERS);
    let label = line.row.stub.as_str().to_lowercase();
    heads && !has_any(&label, &["loan", "allowance", "unearned", "deferred", "total", "net"])
}

/// Whether a row's label or one of its headings says one of the words.
fn says(line: &Line, words: &[&str]) -> bool {
    let told = |text: &str| has_any(&text.to_lowercase(), words);
    told(line.row.stub.as_str()) || line.sections.iter().any(|s| told(s))
}

/// Whether a row's own words, or a heading, say that it is a cost of what is sold: wages, rent and carriage are costs, too, but each of its own kind.
pub(super) fn says_cost_of_sales(line: &Line) -> bool {
    let label = line.row.stub.as_str().to_lowercase();
    let of = |text: &str| has_any(text, &["cost of", "costs of", "cost applicable", "costs applicable", "sold", "cogs"]);
    const SOLD: [&str; 12] = [
        "product",
        "service",
        "sales",
        "revenue",
        "merchandise",
        "goods",
        "program",
        "direct",
        "manufactur",
        "contract",
        "rental",
        "subscription",
    ];
    let ends_so = ["cost", "costs", "costs and expenses", "expense", "expenses"].iter().any(|w| label.ends_with(w));
    let of_kind = ends_so && has_any(&label, &SOLD);
    label.is_empty() || of(&label) || of_kind || label.starts_with("cost") || line.sections.iter().any(|s| of(&s.to_lowercase()))
}

/// "Rentals and other income": income that is no revenue by its own words.
pub(super) fn says_income_only(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("income") && !has_any(&lower, &["revenue", "sales"])
}

/// "Realized gains (losses)", "Net change in fair value": what is no revenue by its own words, even among an insurer's revenues.
pub(super) fn says_gain(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.split(|c: char| !c.is_alphabetic()).any(|word| matches!(word, "gain" | "gains" | "loss" | "losses" | "change"))
}
