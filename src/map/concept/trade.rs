//! Lines of particular trades by their whole labels: too few of the evidence's filers print them for their concept to be likely.

use super::{LinkLine, Linked, UnitKind};
use crate::report::{Candidate, Confidence, StatementKind};
use crate::taxonomy::{ElementId, QName};

/// How sure the words are.
const SURE: f64 = 0.8;

/// Labels of income statements, folded, and what they are called in the taxonomy.
const OF_INCOME: &[(&[&str], &str)] = &[
    (
        &[
            "netincomefromdiscontinuedoperations",
            "netincomelossfromdiscontinuedoperations",
            "netlossfromdiscontinuedoperations",
            "netearningsfromdiscontinuedoperations",
        ],
        "IncomeLossFromDiscontinuedOperationsNetOfTax",
    ),
    (
        &["netofreinsuranceceded", "premiumsnetofreinsuranceceded", "netpremiums", "netpremiumsearned", "netpremiumsandpolicyfees"],
        "PremiumsEarnedNet",
    ),
    (
        &["claimsandbenefits", "claimsandpolicybenefits", "policybenefitsandclaims", "benefitsandclaims"],
        "PolicyholderBenefitsAndClaimsIncurredNet",
    ),
    (&["purchasedpower", "powerpurchased", "costofpurchasedpower"], "UtilitiesOperatingExpensePurchasedPower"),
    (
        &["gaspurchasedforresale", "costofgassold", "purchasedgas", "naturalgaspurchased"],
        "UtilitiesOperatingExpenseGasAndPetroleumPurchased",
    ),
    (
        &["taxexemptinvestmentsecurities", "taxexemptsecurities", "nontaxableinterestoninvestments", "taxexemptinterestoninvestments"],
        "InterestIncomeSecuritiesTaxExempt",
    ),
    (&["taxableinvestmentsecurities", "taxablesecurities", "taxableinterestoninvestments"], "InterestIncomeSecuritiesTaxable"),
    (
        &[
            "taxprovisionbenefitnet",
            "taxprovisionbenefit",
            "taxbenefitprovisionnet",
            "taxbenefitprovision",
            "taxexpensebenefitnet",
            "taxbenefitexpensenet",
        ],
        "IncomeTaxExpenseBenefit",
    ),
    (
        &[
            "lossandsettlementexpenses",
            "lossesandsettlementexpenses",
            "netlossandsettlementexpenses",
            "netlossesandsettlementexpenses",
            "lossandlossadjustmentexpenses",
            "lossesandlossadjustmentexpenses",
            "netlossesandlossadjustmentexpenses",
        ],
        "PolicyholderBenefitsAndClaimsIncurredNet",
    ),
    (
        &[
            "salestax",
            "salestaxes",
            "salestaxandsurcharges",
            "salestaxesandsurcharges",
            "businesstax",
            "businesstaxes",
            "businesstaxandsurcharges",
            "businesstaxesandsurcharges",
            "businesstaxandrelatedsurcharges",
            "excisetaxes",
            "lessexcisetaxes",
            "lesssalestaxes",
        ],
        "ExciseAndSalesTaxes",
    ),
    (&["totalgrossrevenue", "totalgrossrevenues"], "Revenues"),
    (&["supplies", "suppliesexpense", "medicalsupplies", "medicalsuppliesexpense"], "SuppliesExpense"),
    (&["aircraftrent", "aircraftrentexpense", "aircraftrental", "aircraftrentals"], "AircraftRental"),
    (
        &[
            "maintenancematerialsandrepairs",
            "aircraftmaintenancematerialsandrepairs",
            "aircraftmaintenance",
            "aircraftmaintenancematerialsandoutsiderepairs",
        ],
        "AircraftMaintenanceMaterialsAndRepairs",
    ),
    (&["landingfeesandotherrentals", "otherrentalsandlandingfees", "landingfeesandotherrent"], "LandingFeesAndOtherRentals"),
    (
        &[
            "labor",
            "laborandbenefits",
            "employeecosts",
            "employeecompensation",
            "employeecompensationandbenefits",
            "personnelcosts",
            "personnelexpense",
            "payrollandrelatedcosts",
            "payrollandrelatedexpenses",
            "payrollandbenefits",
            "restaurantwagesandrelatedexpenses",
            "restaurantlabor",
            "salarieswagesandbenefits",
        ],
        "LaborAndRelatedExpense",
    ),
    (&["occupancy", "occupancycosts", "occupancyexpense", "occupancyexpenses"], "OccupancyNet"),
    (&["totalinvestmentincome"], "GrossInvestmentIncomeOperating"),
    (
        &[
            "gainonsaleofloans",
            "gainonsalesofloans",
            "gainsonsalesofloans",
            "netgainonsaleofloans",
            "netgainonsalesofloans",
            "netgainsonsalesofloans",
            "gainonsaleofloansnet",
            "gainonsalesofloansnet",
        ],
        "GainLossOnSalesOfLoansNet",
    ),
    (
        &[
            "gainonsaleofequipment",
            "gainsonsaleofequipment",
            "gainonsalesofequipment",
            "gainsonsalesofequipment",
            "gainonequipmentsales",
            "gainonsaleofpropertyandequipment",
            "gainonsalesofpropertyandequipment",
            "gainonsaleofpropertyplantandequipment",
            "gainondisposalofpropertyandequipment",
        ],
        "GainLossOnSaleOfPropertyPlantEquipment",
    ),
    (
        &["taxesotherthanincometaxes", "taxesotherthanincome", "taxesotherthanonincome", "taxesotherthanincometax"],
        "TaxesExcludingIncomeAndExciseTaxes",
    ),
    (
        &[
            "netincreaseinnetassetsresultingfromoperations",
            "netincreasedecreaseinnetassetsresultingfromoperations",
            "netdecreaseinnetassetsresultingfromoperations",
            "netdecreaseincreaseinnetassetsresultingfromoperations",
        ],
        "NetIncomeLoss",
    ),
    (
        &[
            "incomebeforeminorityinterestsandincometaxes",
            "incomebeforeminorityinterestandincometaxes",
            "incomebeforeincometaxesandminorityinterest",
            "incomebeforeincometaxesandminorityinterests",
            "incomelossbeforeincometaxesandminorityinterest",
            "incomelossbeforeincometaxesandminorityinterests",
            "incomelossbeforeminorityinterestandincometaxes",
            "incomebeforetaxesandminorityinterest",
            "earningsbeforeincometaxesandminorityinterest",
            "earningsbeforeincometaxesandminorityinterests",
        ],
        "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments",
    ),
    (
        &["depreciationdepletionandamortization", "depreciationdepletionandamortizationexpense", "realestatedepreciationandamortization"],
        "DepreciationDepletionAndAmortization",
    ),
    (&["netmargins", "netmarginsloss", "netmarginloss", "netmarginslosses"], "NetIncomeLoss"),
    (&["amortization", "amortizationexpense"], "AmortizationOfIntangibleAssets"),
    (&["interestincome"], "InvestmentIncomeInterest"),
    (&["interestonborrowings", "interestonborrowedfunds"], "InterestExpenseBorrowings"),
    (&["interestexpenseother"], "InterestExpenseOther"),
    (&["grosspremiumswritten", "grosswrittenpremiums"], "PremiumsWrittenGross"),
];

/// Labels of balance sheets.
const OF_BALANCE: &[(&[&str], &str)] = &[
    (&["commonstockequity", "totalcommonstockequity", "commonshareholdersequity", "commonstockholdersequity"], "StockholdersEquity"),
    (
        &[
            "securitiesheldtomaturity",
            "investmentsecuritiesheldtomaturity",
            "heldtomaturitysecurities",
            "debtsecuritiesheldtomaturity",
            "securitiesheldtomaturityatcost",
            "securitiesheldtomaturityatamortizedcost",
            "investmentsecuritiesheldtomaturityatcost",
            "investmentsecuritiesheldtomaturityatamortizedcost",
            "investmentsheldtomaturity",
        ],
        "HeldToMaturitySecurities",
    ),
    (&["netloans", "netloansreceivable", "loansreceivablenet", "loansnet", "totalloansnet"], "LoansAndLeasesReceivableNetReportedAmount"),
    (
        &[
            "fhlbadvances",
            "federalhomeloanbankadvances",
            "advancesfromfederalhomeloanbank",
            "advancesfromfhlb",
            "advancesfromthefederalhomeloanbank",
            "federalhomeloanbankadvance",
        ],
        "FederalHomeLoanBankAdvancesLongTerm",
    ),
    (&["loans", "totalloans", "totalloansandleases", "grossloans", "totalgrossloans"], "LoansAndLeasesReceivableNetOfDeferredIncome"),
    (&["noninterestchecking", "noninterestbearingchecking"], "NoninterestBearingDepositLiabilities"),
    (&["interestchecking", "interestbearingchecking"], "InterestBearingDomesticDepositChecking"),
    (
        &["cashcashequivalentsandrestrictedcash", "cashcashequivalentsandrestrictedcashtotal"],
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
    ),
    (&["prepaymentandothercurrentassets", "prepaymentsandothercurrentassets"], "PrepaidExpenseAndOtherAssetsCurrent"),
    (&["otherpropertyandequipmentnet", "otherpropertyplantandequipmentnet"], "PropertyPlantAndEquipmentOtherNet"),
    (
        &[
            "reinsurancebalancesrecoverableonunpaidlosses",
            "reinsurancerecoverableonunpaidlosses",
            "reinsurancerecoverablesonunpaidlosses",
            "reinsurancerecoverableonunpaidlossesandlossadjustmentexpenses",
        ],
        "ReinsuranceRecoverableForUnpaidClaimsAndClaimsAdjustments",
    ),
    (&["equity"], "StockholdersEquity"),
    (&["customerdeposits", "customersdeposits"], "CustomerDepositsCurrent"),
    (&["totalnetassets"], "AssetsNet"),
    (
        &["patientreceivables", "patientreceivablesnet", "patientaccountsreceivable", "patientaccountsreceivablenet"],
        "AccountsReceivableNetCurrent",
    ),
    (
        &["deferredcompensation", "deferredstockcompensation", "unearnedcompensation", "deferredstockbasedcompensation"],
        "DeferredCompensationEquity",
    ),
    (&["financerightofuseassets", "financerightofuseassetsnet", "financeleaserightofuseassetsnet"], "FinanceLeaseRightOfUseAsset"),
    (&["subordinatednotespayable", "subordinatednotes", "subordinateddebt", "subordinateddebentures"], "SubordinatedDebt"),
    (&["allowanceforuncollectibleamounts", "allowanceforuncollectibleaccounts"], "AllowanceForDoubtfulAccountsReceivable"),
    (&["incometaxliability", "incometaxesliability", "incometaxpayable"], "AccruedIncomeTaxesCurrent"),
    (&["operatingleaseliabilities"], "OperatingLeaseLiability"),
    (&["redeemablenoncontrollinginterest", "redeemablenoncontrollinginterests"], REDEEMABLE),
    (&["flightequipment"], "FlightEquipmentGross"),
    (&["realestateinventory", "realestateinventories"], "InventoryRealEstate"),
    (
        &[
            "investmentsheldintrustaccount",
            "marketablesecuritiesheldintrustaccount",
            "cashandmarketablesecuritiesheldintrustaccount",
            "cashandinvestmentsheldintrustaccount",
            "assetsheldintrustaccount",
        ],
        "AssetsHeldInTrustNoncurrent",
    ),
];

const REDEEMABLE: &str = "RedeemableNoncontrollingInterestEquityCarryingAmount";

/// Labels of what reconciliations add back.
const OF_RECONCILIATION: &[(&[&str], &str)] = &[(
    &["noncashstockbasedcompensation", "noncashstockcompensation", "noncashsharebasedcompensation", "noncashequitybasedcompensation"],
    "ShareBasedCompensation",
)];

/// Labels of what becomes of a lender's loans, wherever they stand.
const OF_CREDIT: &[(&[&str], &str)] = &[
    (
        &["totalchargeoffs", "totalloanschargedoff", "totalloanchargeoffs", "grosschargeoffs", "loanschargedoff"],
        "AllowanceForLoanAndLeaseLossesWriteOffs",
    ),
    (
        &[
            "provisionforloanlosses",
            "provisioncreditforloanlosses",
            "provisionbenefitforloanlosses",
            "provisionreversalforloanlosses",
            "provisionrecoveryforloanlosses",
        ],
        "ProvisionForLoanAndLeaseLosses",
    ),
    (&["allowanceforcreditlossesonloans", "allowanceforloanlosses", "allowanceforloanandleaselosses"], "LoansAndLeasesReceivableAllowance"),
];

/// Labels of percentages, wherever they stand.
const OF_RATES: &[(&[&str], &str)] =
    &[(&["taxrate", "effectivetaxrate", "effectiveincometaxrate"], "EffectiveIncomeTaxRateContinuingOperations")];

/// Puts the concept first that a whole label of its trade is called by.
pub(super) fn name(kind: StatementKind, line: &LinkLine<'_>, linked: &mut Linked) {
    let rate = line.unit == UnitKind::Ratio;
    if !rate && !matches!(line.unit, UnitKind::Money | UnitKind::Unknown) {
        return;
    }
    let label = crate::map::lines::folded(line.label);
    let named = match kind {
        _ if rate => of(OF_RATES, &label),
        StatementKind::Income => of(OF_INCOME, &label).filter(|local| *local != "InvestmentIncomeInterest" || is_beside_operations(line)),
        StatementKind::BalanceSheet => of(OF_BALANCE, &label).filter(|local| is_at_home(line, local)),
        StatementKind::Metrics | StatementKind::Other => of(OF_CREDIT, &label),
        StatementKind::Reconciliation => of(OF_RECONCILIATION, &label),
        _ => None,
    };
    // beside current liabilities of the same words the rest has a name of its own; what may be redeemed is called by its value too
    let unsure = || linked.candidates.first().is_none_or(|first| first.confidence < super::ACCEPT);
    let named = named.filter(|local| !["OperatingLeaseLiability", REDEEMABLE].contains(local) || unsure());
    let Some(local) = named.filter(|local| ElementId::us_gaap(local).is_some()) else { return };
    let candidates = &mut linked.candidates;
    if candidates.first().is_some_and(|c| c.concept.local() == local && c.confidence >= Confidence::new(SURE)) {
        return;
    }
    candidates.retain(|c| c.concept.local() != local);
    candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
}

fn of(table: &[(&[&str], &'static str)], label: &str) -> Option<&'static str> {
    table.iter().find(|(labels, _)| labels.contains(&label)).map(|(_, local)| *local)
}

/// Interest that is earned beside operations: that of banks is what they operate with.
fn is_beside_operations(line: &LinkLine<'_>) -> bool {
    let beside = |heading: &str| {
        ["other income", "other (income)", "other expense", "other (expense)", "nonoperating", "non-operating"]
            .iter()
            .any(|w| heading.contains(w))
    };
    line.sections.last().is_some_and(|heading| beside(&heading.to_lowercase()))
}

/// Deferred compensation lowers equity; where it is owed, it is none.
fn is_at_home(line: &LinkLine<'_>, local: &str) -> bool {
    let in_equity = || line.sections.last().is_some_and(|s| s.to_lowercase().contains("equity") && !s.to_lowercase().contains("liabilit"));
    let negative = || line.amounts.iter().flatten().all(|a| a.is_sign_negative()) && line.amounts.iter().flatten().next().is_some();
    local != "DeferredCompensationEquity" || in_equity() || negative()
}

#[cfg(test)]
mod tests {
    use super::super::Linker;
    use super::*;

    fn first(kind: StatementKind, label: &str, sections: &[&str]) -> Option<String> {
        let line = LinkLine { label, sections, depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        Linker::default().link(kind, &[line])[0].first().map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn whole_labels_of_trades() {
        use StatementKind::{BalanceSheet, CashFlow, Income, Metrics};
        for (kind, label, expected) in [
            (Income, "Supplies", "SuppliesExpense"),
            (Income, "Other rentals and landing fees", "LandingFeesAndOtherRentals"),
            (Income, "Restaurant wages and related expenses", "LaborAndRelatedExpense"),
            (Income, "Gain on sale of equipment", "GainLossOnSaleOfPropertyPlantEquipment"),
            (BalanceSheet, "Customer deposits", "CustomerDepositsCurrent"),
            (BalanceSheet, "Income tax liability", "AccruedIncomeTaxesCurrent"),
            (BalanceSheet, "Non-interest checking", "NoninterestBearingDepositLiabilities"),
            (Metrics, "Total charge-offs", "AllowanceForLoanAndLeaseLossesWriteOffs"),
            (Income, "Tax (provision)/benefit, net", "IncomeTaxExpenseBenefit"),
            (Income, "Interest expense - other", "InterestExpenseOther"),
            (Income, "Gross premiums written", "PremiumsWrittenGross"),
            (BalanceSheet, "Redeemable noncontrolling interest", "RedeemableNoncontrollingInterestEquityCarryingAmount"),
            (BalanceSheet, "Investments held in Trust Account", "AssetsHeldInTrustNoncurrent"),
        ] {
            assert_eq!(first(kind, label, &[]).as_deref(), Some(expected), "{label}");
        }
        assert_ne!(first(CashFlow, "Supplies", &[]).as_deref(), Some("SuppliesExpense"));
    }

    #[test]
    fn deferred_compensation_of_equity() {
        let named = |sections| first(StatementKind::BalanceSheet, "Deferred compensation", sections);
        assert_eq!(named(&["Stockholders' equity:"]).as_deref(), Some("DeferredCompensationEquity"));
        assert_ne!(named(&["Liabilities and stockholders' equity"]).as_deref(), Some("DeferredCompensationEquity"));
    }
}
