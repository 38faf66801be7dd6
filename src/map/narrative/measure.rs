//! What releases measure, by the words they use for it.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use super::token::Token;

/// A thing that is measured, whatever it is called.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Measure {
    /// Its name among ours.
    pub(super) key: &'static str,
    /// The us-gaap concept of its amounts in money; empty where there is none.
    pub(super) concept: &'static str,
    /// What it is when not an amount of money.
    pub(super) nature: Nature,
    /// Of a moment, not of a stretch of time.
    pub(super) instant: bool,
}

/// What no list knows, told of a stretch of time.
pub(super) static UNLISTED: Measure = Measure { key: "", concept: "", nature: Nature::Money, instant: false };
/// What no list knows, told of a moment.
pub(super) static UNLISTED_BALANCE: Measure = Measure { instant: true, ..UNLISTED };

impl Measure {
    /// Whether it is on no list.
    pub(super) fn is_unlisted(&self) -> bool {
        self.key.is_empty()
    }
}

/// What kind of quantity states a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// An amount of money.
    Money,
    /// Money for each share.
    PerShare,
    /// A percentage.
    Rate,
    /// Money or a percentage: "gross margin".
    MoneyOrRate,
    /// Money for each of something else: "RevPAR", "average daily rate".
    Price,
}

/// A measure found in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The measure.
    pub(super) measure: &'static Measure,
    /// Whether the words speak of a loss, so that the amount is negative.
    pub(super) loss: bool,
    /// How many tokens.
    pub(super) len: usize,
}

macro_rules! measures {
    ($($key:literal $concept:literal $nature:ident $period:ident: $($phrase:literal),+;)*) => {
        static MEASURES: &[(Measure, &[&str])] = &[$((
            Measure { key: $key, concept: $concept, nature: Nature::$nature, instant: measures!(@ $period) },
            &[$($phrase),+],
        )),*];
    };
    (@ flow) => { false };
    (@ stock) => { true };
}

// A phrase that ends in `*` is found with and without an `s`; one led by `-` speaks of a loss.
measures! {
    "Revenues" "Revenues" Money flow: "revenue*", "net revenue*", "total revenue*", "total net revenue*", "operating revenue*", "net operating revenue*",
        "total operating revenue*", "sales", "net sales", "total sales", "total net sales", "sales and revenue*", "consolidated net sales", "revenue net", "top line revenue*",
        "revenue from continuing operations", "revenues from continuing operations", "net revenue from continuing operations", "net revenues from continuing operations",
        "total revenues from continuing operations", "sales from continuing operations", "net sales from continuing operations";
    "NetIncomeLoss" "NetIncomeLoss" Money flow: "net income", "net earnings", "net profit*", "profit*", "net income loss", "net income attributable to common shareholders",
        "net income attributable to common stockholders", "net income available to common shareholders", "net income available to common stockholders",
        "net income applicable to common shareholders", "net income to common shareholders", "net income to common stockholders",
        "net income available to shareholders", "earnings", "-net loss*", "-loss", "-net loss attributable to common stockholders", "-net loss attributable to common shareholders",
        "bottom line profit", "after tax profit*", "-after tax loss";
    "NetIncomeToCommon" "NetIncomeLossAvailableToCommonStockholdersBasic" Money flow: "basic net income available to common stockholders";
    "GrossProfit" "GrossProfit" MoneyOrRate flow: "gross profit*", "gross margin*", "gross profit margin*", "gross profit percentage", "gross margin percentage", "gross margin rate", "-gross loss*";
    "OperatingIncomeLoss" "OperatingIncomeLoss" Money flow: "operating income", "income from operations", "operating profit*", "operating earnings", "earnings from operations",
        "profit from operations", "total operating profit", "-operating loss*", "-loss from operations";
    "MineOperatingEarnings" "" Money flow: "mine operating earnings", "mine operating income", "mine operating profit", "-mine operating loss";
    "IncomeLossBeforeIncomeTaxes" "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest" Money flow: "income before income taxes", "income before taxes",
        "pre tax income", "pretax income", "pretax earnings", "pre tax earnings", "pretax profit", "pre tax profit", "earnings before income taxes", "earnings before taxes",
        "income before provision for income taxes", "pretax results", "pre tax results", "-loss before income taxes", "-pretax loss", "-pre tax loss", "-loss before taxes";
    "IncomeLossFromContinuingOperations" "IncomeLossFromContinuingOperations" Money flow: "income from continuing operations", "earnings from continuing operations",
        "net income from continuing operations", "-loss from continuing operations", "-net loss from continuing operations";
    "IncomeLossFromDiscontinuedOperations" "IncomeLossFromDiscontinuedOperationsNetOfTax" Money flow: "income from discontinued operations", "income from discontinued operations net",
        "-loss from discontinued operations";
    "NetOperatingIncome" "" Money flow: "net operating income", "noi";
    "ComprehensiveIncome" "ComprehensiveIncomeNetOfTax" Money flow: "comprehensive income", "-comprehensive loss";
    "CostOfRevenue" "CostOfRevenue" Money flow: "cost of sales", "cost of revenue*", "cost of goods sold", "total cost of revenue*", "costs of revenue*", "total cost of sales";
    "ResearchAndDevelopmentExpense" "ResearchAndDevelopmentExpense" Money flow: "research and development", "research and development expense*", "research and development cost*", "r&d", "r&d expense*",
        "r&d spending", "research and development spending";
    "SellingGeneralAndAdministrativeExpense" "SellingGeneralAndAdministrativeExpense" Money flow: "selling general and administrative", "selling general and administrative expense*", "sg&a", "sg&a expense*",
        "selling general and administrative cost*", "selling and administrative expense*", "selling administrative and general", "selling administrative and general expense*",
        "general selling and administrative expense*", "general administrative and selling expense*", "marketing general and administrative expense*";
    "GeneralAndAdministrativeExpense" "GeneralAndAdministrativeExpense" Money flow: "general and administrative expense*", "g&a", "g&a expense*", "general and administrative cost*", "general and administrative";
    "SellingAndMarketingExpense" "SellingAndMarketingExpense" Money flow: "sales and marketing expense*", "selling and marketing expense*", "sales and marketing";
    "OperatingExpenses" "OperatingExpenses" Money flow: "operating expense*", "total operating expense*", "operating costs and expenses";
    "InterestExpense" "InterestExpense" Money flow: "interest expense", "total interest expense", "interest expense net";
    "InterestIncome" "InvestmentIncomeInterest" Money flow: "interest income", "total interest income";
    "NetInterestIncome" "InterestIncomeExpenseNet" Money flow: "net interest income";
    "NoninterestIncome" "NoninterestIncome" Money flow: "non interest income", "noninterest income", "total noninterest income", "total non interest income";
    "NoninterestExpense" "NoninterestExpense" Money flow: "non interest expense*", "noninterest expense*", "total noninterest expense*", "total non interest expense*";
    "ProvisionForLoanLosses" "ProvisionForLoanAndLeaseLosses" Money flow: "provision for loan losses", "loan loss provision", "provision for credit losses", "provision for loan and lease losses",
        "provision for possible loan losses", "provision expense";
    "NetChargeOffs" "" Money flow: "net charge offs", "net chargeoffs", "net loan charge offs";
    "IncomeTaxExpenseBenefit" "IncomeTaxExpenseBenefit" Money flow: "income tax expense", "provision for income taxes", "income tax provision", "tax provision", "income taxes", "tax expense";
    "DepreciationAndAmortization" "DepreciationDepletionAndAmortization" Money flow: "depreciation and amortization", "depreciation and amortization expense*", "depreciation depletion and amortization";
    "Depreciation" "Depreciation" Money flow: "depreciation", "depreciation expense*";
    "ShareBasedCompensation" "ShareBasedCompensation" Money flow: "stock based compensation", "stock based compensation expense*", "share based compensation", "share based compensation expense*",
        "stock compensation expense*", "equity based compensation", "stock compensation";
    "CapitalExpenditures" "PaymentsToAcquirePropertyPlantAndEquipment" Money flow: "capital expenditure*", "capital spending", "capex",
        "cash capital expenditure*", "cash capex";
    "OperatingCashFlow" "NetCashProvidedByUsedInOperatingActivities" Money flow: "cash flow from operations", "cash flow* from operating activities", "operating cash flow*", "cash provided by operating activities",
        "net cash provided by operating activities", "net cash provided by used in operating activities", "cash from operations", "cash flows from operations", "cash provided by operations", "cash generated from operations", "cash flow from operating activities",
        "cash flows from operating activities", "net cash from operating activities", "net cash provided by operations", "cash generated by operations", "cash from operating activities", "-cash used in operations",
        "-cash used in operating activities", "-net cash used in operating activities", "net cash generated from operating activities",
        "net cash generated by operating activities", "cash generated from operating activities", "net cash generated from operations", "cash generated by operating activities",
        "-cash used by operating activities", "-net cash used by operating activities", "-cash used by operations", "-net cash used by operations", "-net cash used in operations",
        "cash flow provided by operating activities", "cash flows provided by operating activities", "cash flow provided by operations",
        "cash flows provided by operations", "cash flow generated by operations", "cash flow generated by operating activities",
        "cash flow generated from operating activities", "cash flows generated from operating activities", "cash flow generated from operations",
        "-cash flow used in operating activities", "-cash flows used in operating activities", "-cash flow used in operations",
        "-cash flows used in operations", "-cash flow used for operating activities", "-cash flow used by operating activities";
    "InvestingCashFlow" "NetCashProvidedByUsedInInvestingActivities" Money flow: "net cash provided by investing activities", "cash provided by investing activities",
        "-net cash used in investing activities", "-cash used in investing activities", "-net cash used for investing activities", "-cash used for investing activities";
    "FinancingCashFlow" "NetCashProvidedByUsedInFinancingActivities" Money flow: "net cash provided by financing activities", "cash provided by financing activities",
        "-net cash used in financing activities", "-cash used in financing activities", "-net cash used for financing activities", "-cash used for financing activities";
    "DebtRepaid" "RepaymentsOfDebt" Money flow: "repayment of debt", "repayments of debt", "debt repayment*", "retirement of debt";
    "DividendsPaid" "PaymentsOfDividends" Money flow: "dividends paid", "cash dividends paid", "paid dividends", "paid cash dividends", "dividend payments", "payment of dividends",
        "payments of dividends";
    "ShareRepurchases" "PaymentsForRepurchaseOfCommonStock" Money flow: "share repurchases", "stock repurchases", "repurchases of common stock", "share buybacks", "common stock repurchases",
        "repurchases of shares";
    "FreeCashFlow" "" Money flow: "free cash flow*";
    "Ebit" "" Money flow: "ebit", "earnings before interest and taxes", "income before interest and taxes", "earnings before interest and income taxes";
    "Ebitdar" "" Money flow: "ebitdar";
    "Ebitdax" "" Money flow: "ebitdax";
    "Ebitda" "" Money flow: "ebitda", "earnings before interest taxes depreciation and amortization", "income before interest taxes depreciation and amortization",
        "earnings before interest income taxes depreciation and amortization", "earnings before interest expense taxes depreciation and amortization",
        "earnings before interest expense income taxes depreciation and amortization", "net income before interest taxes depreciation and amortization", "earnings before depreciation and amortization",
        "earnings before interest tax depreciation and amortization", "earnings before net interest taxes depreciation and amortization", "income before depreciation and amortization";
    "RestructuringCharges" "RestructuringCharges" Money flow: "restructuring charge*", "restructuring expense*", "restructuring cost*";
    "GoodwillImpairment" "GoodwillImpairmentLoss" Money flow: "goodwill impairment", "goodwill impairment charge", "impairment of goodwill";
    "SystemWideSales" "" Money flow: "system wide sales", "systemwide sales", "system sales";
    "Bookings" "" Money flow: "bookings", "net bookings", "orders", "total orders", "incoming orders", "orders received", "new orders", "net new orders", "order bookings", "net orders", "new bookings";
    "CurrentBillings" "" Money flow: "current billings", "calculated current billings", "current calculated billings";
    "Billings" "" Money flow: "billings", "calculated billings";
    "CashCollections" "" Money flow: "cash collections", "total collections", "net cash collections";
    "FundsFromOperations" "" Money flow: "funds from operations", "ffo";
    "FundsFromOperationsPerShare" "" PerShare flow: "funds from operations per share", "ffo per share", "ffo per common share";
    "FundsFromOperationsPerDilutedShare" "" PerShare flow: "funds from operations per diluted share", "ffo per diluted share", "diluted ffo per share",
        "ffo per diluted common share", "ffo per share diluted", "diluted funds from operations per share";
    "AdjustedFundsFromOperations" "" Money flow: "affo";
    "AdjustedFundsFromOperationsPerShare" "" PerShare flow: "affo per share", "affo per common share";
    "AdjustedFundsFromOperationsPerDilutedShare" "" PerShare flow: "affo per diluted share", "diluted affo per share", "affo per diluted common share";
    "NetPremiumsWritten" "PremiumsWrittenNet" Money flow: "net written premium*", "net premiums written", "net premium written";
    "PremiumsWritten" "" Money flow: "gross premiums written", "gross premium written", "gross written premium*";
    "NetInvestmentIncome" "NetInvestmentIncome" Money flow: "net investment income";
    "PremiumsEarned" "PremiumsEarnedNet" Money flow: "net premiums earned", "premiums earned", "earned premiums", "net earned premium*", "net premium earned";
    "RevPAR" "" Price flow: "revpar", "revenue per available room";
    "AverageDailyRate" "" Price flow: "adr", "average daily rate", "average daily room rate";
    "EarningsPerShare" "" PerShare flow: "earnings per share", "net income per share", "eps", "income per share", "income per diluted share", "diluted income per share", "income per basic share", "net earnings per share", "-loss per share", "-net loss per share", "profit per share",
        "earnings per diluted share", "net income per diluted share", "diluted earnings per share", "diluted eps", "diluted net income per share", "earnings per share diluted", "basic earnings per share",
        "basic and diluted earnings per share", "diluted earnings per common share", "earnings per common share", "-diluted loss per share", "-net loss per diluted share", "-basic and diluted loss per share",
        "fully diluted earnings per share", "net income per common share", "earnings per common share diluted", "net earnings per diluted share", "diluted net earnings per share", "-loss per diluted share",
        "-diluted loss per common share", "-loss per common share", "-net loss per common share", "diluted net income per common share", "-diluted net loss per share",
        "net income per share diluted", "net income per share basic and diluted", "-net loss per share diluted", "-net loss per share basic and diluted",
        "earnings per basic share", "net income per basic share", "earnings per basic common share", "net income per basic common share",
        "net income per diluted common share", "-net loss per diluted common share", "earnings per diluted common share", "-loss per diluted common share";
    "AfterTaxOperatingIncomeLossPerShare" "" PerShare flow: "operating earnings per share", "operating income per share", "operating eps", "operating earnings per common share",
        "-operating loss per share";
    "AfterTaxOperatingIncomeLossPerDilutedShare" "" PerShare flow: "operating earnings per diluted share", "operating income per diluted share", "diluted operating earnings per share",
        "operating earnings per diluted common share", "diluted operating eps", "-operating loss per diluted share";
    "ContinuingEarningsPerShare" "" PerShare flow: "earnings per share from continuing operations", "eps from continuing operations", "earnings per diluted share from continuing operations",
        "diluted earnings per share from continuing operations", "diluted earnings per share eps from continuing operations", "diluted eps from continuing operations",
        "diluted earnings per common share from continuing operations", "income per diluted share from continuing operations", "diluted income per share from continuing operations",
        "net income per diluted share from continuing operations", "basic earnings per share from continuing operations", "-loss per share from continuing operations";
    "Dividends" "CommonStockDividendsPerShareDeclared" PerShare flow: "dividend*", "cash dividend*", "quarterly dividend*", "quarterly cash dividend*", "regular quarterly dividend", "regular quarterly cash dividend",
        "dividend per share", "dividends per share", "common stock dividend";
    "BookValuePerShare" "" PerShare stock: "book value", "book value per share", "book value per common share";
    "TangibleBookValuePerShare" "" PerShare stock: "tangible book value", "tangible book value per share", "tangible book value per common share";
    "OperatingMargin" "" Rate flow: "operating margin*", "operating income margin", "operating profit margin";
    "EbitdaMargin" "" Rate flow: "ebitda margin*";
    "EbitMargin" "" Rate flow: "ebit margin*";
    "NetMargin" "" Rate flow: "net margin", "net profit margin", "net income margin";
    "NetInterestMargin" "" Rate flow: "net interest margin";
    "OperatingRatio" "" Rate flow: "operating ratio";
    "EfficiencyRatio" "" Rate flow: "efficiency ratio";
    "CombinedRatio" "" Rate flow: "combined ratio";
    "LossRatio" "" Rate flow: "loss ratio";
    "EffectiveTaxRate" "EffectiveIncomeTaxRateContinuingOperations" Rate flow: "effective tax rate", "tax rate", "effective income tax rate", "income tax rate";
    "ReturnOnEquity" "" Rate flow: "return on equity", "return on average equity", "return on average shareholders equity", "return on average stockholders equity";
    "ReturnOnAssets" "" Rate flow: "return on assets", "return on average assets";
    "Occupancy" "" Rate flow: "occupancy", "average occupancy", "occupancy rate";
    "ComparableSales" "" Rate flow: "same restaurant sales", "same shop sales", "same store net sales", "comparable store sales", "same store sales", "comparable sales", "comparable store net sales", "comp store sales", "comparable restaurant sales", "identical store sales";
    "CashAndCashEquivalents" "CashAndCashEquivalentsAtCarryingValue" Money stock: "cash and cash equivalents", "cash and equivalents", "cash", "cash balance*";
    "CashAndRestrictedCash" "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents" Money stock: "cash cash equivalents and restricted cash", "cash and restricted cash",
        "cash and cash equivalents and restricted cash", "cash and cash equivalents including restricted cash", "cash including restricted cash";
    "RestrictedCash" "RestrictedCash" Money stock: "restricted cash", "restricted cash and cash equivalents";
    "CashAndInvestments" "CashCashEquivalentsAndShortTermInvestments" Money stock: "cash and short term investments", "cash and investments", "cash cash equivalents and short term investments", "cash and marketable securities",
        "cash cash equivalents and marketable securities", "cash cash equivalents and investments", "cash equivalents and short term investments", "cash and cash equivalents and short term investments",
        "cash equivalents and marketable securities", "cash and cash equivalents and marketable securities";
    "Assets" "Assets" Money stock: "total assets";
    "Deposits" "Deposits" Money stock: "total deposits", "deposits";
    "Liabilities" "Liabilities" Money stock: "total liabilities";
    "StockholdersEquity" "StockholdersEquity" Money stock: "stockholders equity", "shareholders equity", "stockholder equity", "shareholder equity", "total stockholders equity", "total shareholders equity", "total equity",
        "shareowners equity";
    "NetLoans" "LoansAndLeasesReceivableNetReportedAmount" Money stock: "net loans", "net loans receivable", "loans net";
    "GrossLoans" "LoansAndLeasesReceivableGrossCarryingAmount" Money stock: "total loans", "gross loans", "total gross loans", "loans outstanding", "total loans outstanding";
    "AllowanceForLoanLosses" "LoansAndLeasesReceivableAllowance" Money stock: "allowance for loan losses", "allowance for credit losses", "loan loss reserve*", "allowance for loan and lease losses", "reserve for loan losses";
    "NonperformingAssets" "" Money stock: "non performing assets", "nonperforming assets", "total non performing assets", "total nonperforming assets", "npas";
    "NonperformingLoans" "" Money stock: "non performing loans", "nonperforming loans", "npls", "total non performing loans", "total nonperforming loans";
    "NonaccrualLoans" "" Money stock: "nonaccrual loans", "non accrual loans";
    "Debt" "DebtInstrumentCarryingAmount" Money stock: "total debt", "debt", "outstanding debt", "debt outstanding";
    "NetDebt" "" Money stock: "net debt", "total net debt";
    "NetCash" "" Money stock: "net cash position", "net cash balance";
    "LongTermDebt" "LongTermDebt" Money stock: "long term debt", "total long term debt";
    "DebtExtinguishment" "GainsLossesOnExtinguishmentOfDebt" Money flow: "-loss on extinguishment of debt", "-loss on the extinguishment of debt",
        "-loss on early retirement of debt", "-loss on the early retirement of debt", "-loss on retirement of debt", "early retirement of debt",
        "-loss on early extinguishment of debt", "-loss on the early extinguishment of debt", "-loss on debt extinguishment",
        "-loss from extinguishment of debt", "-loss from early extinguishment of debt", "-loss from the early extinguishment of debt",
        "gain from extinguishment of debt", "gain from early extinguishment of debt", "gain on extinguishment of debt", "gain on the extinguishment of debt", "gain on early extinguishment of debt",
        "extinguishment of debt", "early extinguishment of debt";
    "DeferredRevenue" "DeferredRevenue" Money stock: "deferred revenue*", "unearned revenue*", "total deferred revenue*", "unearned premiums";
    "RemainingPerformanceObligation" "RevenueRemainingPerformanceObligation" Money stock: "remaining performance obligation*", "rpo", "total remaining performance obligation*";
    "CurrentRemainingPerformanceObligation" "" Money stock: "current remaining performance obligation*", "crpo", "current rpo";
    "AnnualRecurringRevenue" "" Money stock: "annual recurring revenue", "annualized recurring revenue", "arr", "total arr";
    "WorkingCapital" "" Money stock: "working capital";
    "Inventory" "InventoryNet" Money stock: "inventory", "inventories", "total inventory", "total inventories";
    "Receivables" "AccountsReceivableNetCurrent" Money stock: "accounts receivable", "accounts receivable net", "trade receivables";
    "Backlog" "" Money stock: "backlog", "unfilled orders", "unfilled customer orders", "total backlog", "order backlog", "backlog of orders", "backlog of unshipped orders", "backlog of unfilled orders", "backlog of firm orders", "firm backlog", "contracted backlog";
    "AssetsUnderManagement" "AssetsUnderManagementCarryingAmount" Money stock: "assets under management", "total assets under management";
    "BrokeredDeposits" "InterestBearingDomesticDepositBrokered" Money stock: "brokered cds", "brokered deposits", "brokered certificates of deposit";
}

/// The longest measure that begins at the first of the tokens. Commas and hyphens between the words of a phrase do not matter, nor
/// do the words "quarterly" and "annual".
pub(super) fn at(tokens: &[Token]) -> Option<Found> {
    let first = tokens.first().filter(|t| t.is_word())?;
    let entries = lexicon().get(first.lower.as_str())?;
    let best = entries.iter().filter_map(|entry| entry.matched(tokens).map(|len| (len, entry))).max_by_key(|(len, _)| *len);
    best.map(|(len, entry)| Found { measure: entry.measure, loss: entry.loss, len })
}

/// The measure of a name among ours.
pub(super) fn named(key: &str) -> Option<&'static Measure> {
    MEASURES.iter().map(|(measure, _)| measure).find(|m| m.key == key)
}

/// The measure that a us-gaap concept states.
pub(super) fn of_concept(local: &str) -> Option<&'static Measure> {
    MEASURES.iter().map(|(measure, _)| measure).find(|m| !m.concept.is_empty() && m.concept == local)
}

struct Entry {
    /// Its words, a blank between two.
    words: &'static str,
    /// Whether the last may end in `s`, too.
    plural: bool,
    measure: &'static Measure,
    loss: bool,
}

impl Entry {
    /// How many tokens its words are, if they begin with them.
    fn matched(&self, tokens: &[Token]) -> Option<usize> {
        let passed = |t: &Token, word: &str| t.is_any(&[",", "quarterly", "annual", "(", ")"]) || t.is("and") && word == "general";
        let mut at = 0;
        let mut words = self.words.split(' ').peekable();
        while let Some(word) = words.next() {
            while at > 0 && tokens.get(at).is_some_and(|t| passed(t, word)) {
                at += short_name(&tokens[at..]).unwrap_or(1);
            }
            let token = tokens.get(at)?;
            let in_plural = self.plural && words.peek().is_none() && token.lower.strip_suffix('s') == Some(word);
            if !(token.is(word) || in_plural || word == "and" && token.is("&")) {
                return None;
            }
            at += 1;
        }
        Some(at)
    }
}

/// "general and administrative ("G&A") expenses": how long the quoted letters in brackets are that stand for the words before them.
fn short_name(tokens: &[Token]) -> Option<usize> {
    const MOST: usize = 6;
    let quoted = tokens.first()?.is("(") && tokens.get(1)?.is_any(&["\"", "“"]);
    let close = tokens.iter().take(MOST).position(|t| t.is(")")).filter(|_| quoted)?;
    Some(close + 1)
}

/// Entries by their first word; the words are ours, no hash has to be kept from strangers.
type Lexicon = HashMap<&'static str, Vec<Entry>, FixedState>;

fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let mut entries = Lexicon::with_capacity_and_hasher(MEASURES.len(), FixedState::default());
        for (measure, phrases) in MEASURES {
            for phrase in *phrases {
                add(&mut entries, measure, phrase);
            }
        }
        entries
    })
}

fn add(entries: &mut Lexicon, measure: &'static Measure, phrase: &'static str) {
    let (loss, words) = phrase.strip_prefix('-').map_or((false, phrase), |rest| (true, rest));
    let (words, plural) = words.strip_suffix('*').map_or((words, false), |stem| (stem, true));
    let first = words.split(' ').next().unwrap_or(words);
    let mut push = |key: &'static str| entries.entry(key).or_default().push(Entry { words, plural, measure, loss });
    if plural && first == words {
        PLURALS.into_iter().filter(|p| p.strip_suffix('s') == Some(first)).for_each(&mut push);
    }
    push(first);
}

/// Plurals of phrases of one word: keys must live as long as the phrases.
const PLURALS: [&str; 4] = ["revenues", "profits", "dividends", "losses"];

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> Option<(&'static str, bool, usize)> {
        at(&tokens(text, 0..text.len())).map(|f| (f.measure.key, f.loss, f.len))
    }

    #[test]
    fn the_longest_phrase_wins() {
        assert_eq!(read("net income per diluted share of"), Some(("EarningsPerShare", false, 5)));
        assert_eq!(read("net quarterly profit of"), Some(("NetIncomeLoss", false, 3)));
        assert_eq!(read("net losses were"), None);
        assert_eq!(read("gross loss of"), Some(("GrossProfit", true, 2)));
        assert_eq!(read("net loss was"), Some(("NetIncomeLoss", true, 2)));
        assert_eq!(read("revenues rose"), Some(("Revenues", false, 1)));
        assert_eq!(read("selling, general and administrative expenses"), Some(("SellingGeneralAndAdministrativeExpense", false, 6)));
        assert_eq!(read("non-interest income"), Some(("NoninterestIncome", false, 3)));
        assert_eq!(read("general and administrative (“G&A”) expenses"), Some(("GeneralAndAdministrativeExpense", false, 9)));
        assert_eq!(read("sale of assets"), None);
    }
}
