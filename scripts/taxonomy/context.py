"""What stands around a line, as features: src/map/concept/context.rs makes the same ones."""
from .counts import core, tokens

START, END, NONE = "^", "$", "?"
ANCHORS = {  # subtotals that divide a statement
    "B": "AssetsCurrent Assets LiabilitiesCurrent Liabilities StockholdersEquity LiabilitiesAndStockholdersEquity PropertyPlantAndEquipmentNet "
         "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest Deposits InventoryNet",
    "C": "NetCashProvidedByUsedInOperatingActivities NetCashProvidedByUsedInInvestingActivities NetCashProvidedByUsedInFinancingActivities "
         "CashAndCashEquivalentsPeriodIncreaseDecrease CashAndCashEquivalentsAtCarryingValue NetIncomeLoss ProfitLoss "
         "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect "
         "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents",
    "I": "Revenues RevenueFromContractWithCustomerExcludingAssessedTax CostOfRevenue GrossProfit OperatingExpenses CostsAndExpenses "
         "OperatingIncomeLoss NonoperatingIncomeExpense InterestAndDividendIncomeOperating InterestExpense InterestIncomeExpenseNet "
         "NoninterestIncome NoninterestExpense IncomeTaxExpenseBenefit NetIncomeLoss ProfitLoss EarningsPerShareBasic EarningsPerShareDiluted "
         "WeightedAverageNumberOfSharesOutstandingBasic BenefitsLossesAndExpenses",
}
ANCHORS = {k: frozenset(v.split()) for k, v in ANCHORS.items()}
FLAGS = {  # concepts whose presence tells what kind of filer, or which choices, the whole statement shows
    "B": "MinorityInterest AssetsCurrent LiabilitiesCurrent Deposits PreferredStockValue Liabilities Goodwill DeferredTaxAssetsNetCurrent "
         "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest OperatingLeaseRightOfUseAsset OperatingLeaseLiabilityCurrent "
         "OperatingLeaseLiabilityNoncurrent ContractWithCustomerLiabilityCurrent LongTermDebtNoncurrent TreasuryStockValue "
         "FinancingReceivableExcludingAccruedInterestAfterAllowanceForCreditLoss OtherAssetsCurrent OtherAssetsNoncurrent AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment",
    "C": "ProfitLoss NetIncomeLoss DepreciationDepletionAndAmortization ProceedsFromIssuanceOfLongTermDebt RepaymentsOfLongTermDebt "
         "IncreaseDecreaseInAccountsPayable IncreaseDecreaseInInventories ProvisionForLoanAndLeaseLosses ProvisionForDoubtfulAccounts "
         "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents PaymentsRelatedToTaxWithholdingForShareBasedCompensation "
         "OperatingLeaseRightOfUseAssetAmortizationExpense IncreaseDecreaseInOperatingLeaseLiability ExcessTaxBenefitFromShareBasedCompensationFinancingActivities "
         "PaymentsToAcquireProductiveAssets PaymentsToAcquirePropertyPlantAndEquipment",
    "I": "NetIncomeLossAttributableToNoncontrollingInterest InterestExpenseDeposits PolicyholderBenefitsAndClaimsIncurredNet "
         "IncomeLossFromEquityMethodInvestments IncomeLossFromDiscontinuedOperationsNetOfTax OperatingExpenses CostsAndExpenses GrossProfit "
         "NonoperatingIncomeExpense ProfitLoss NetIncomeLoss EarningsPerShareBasic EarningsPerShareDiluted InterestIncomeExpenseNet "
         "NetIncomeLossAvailableToCommonStockholdersBasic OperatingIncomeLoss CostOfRevenue CostOfGoodsAndServicesSold "
         "SellingGeneralAndAdministrativeExpense EarningsPerShareBasicAndDiluted FairValueAdjustmentOfWarrants Revenues "
         "WeightedAverageNumberOfShareOutstandingBasicAndDiluted IncomeLossFromContinuingOperationsPerBasicShare",
}
FLAGS = {k: tuple(v.split()) for k, v in FLAGS.items()}
EXTRAS = 3  # features of a candidate rather than of the line: its own likelihood, met before, met after


def anchors(kind, tops):
    """For each line the dividing subtotal next below it and last above it."""
    dividing, below, above = ANCHORS[kind], [], []
    at = END
    for concept in reversed(tops):
        below.append(at)
        at = concept if concept in dividing else at
    at = START
    for concept in tops:
        above.append(at)
        at = concept if concept in dividing else at
    return below[::-1], above


def shared(kind, tops):
    """Features that all lines of a statement share."""
    present = set(tops)
    return [("f" if flag in present else "h", flag) for flag in FLAGS[kind]]


def line(kind, labels, tops, below, above, i, era):
    """Features of one line: (tag, text) or (tag, text, text); `tops` are the concepts thought of first."""
    count, own = len(labels), core(labels[i])
    words = own.split()
    before, after = (tops[i - 1] if i else START), (tops[i + 1] if i + 1 < count else END)
    found = [("0", ""), ("b", own), ("F", words[0] if words else ""), ("Z", words[-1] if words else "")]
    found += [("w", w) for w in sorted(set(words))] + [("g", a, b) for a, b in sorted(set(zip(words, words[1:])))]
    found += [("v", w) for w in sorted({w for w, inside in tokens(labels[i]) if inside})]
    found += [("p", core(labels[i - 1]) if i else START), ("n", core(labels[i + 1]) if i + 1 < count else END)]
    found += [("P", before), ("N", after), ("Q", tops[i - 2] if i > 1 else START), ("M", tops[i + 2] if i + 2 < count else END)]
    found += [("X", below[i]), ("Y", above[i]), ("j", own, before), ("k", own, after), ("x", own, below[i])]
    found += [("o", str(i * 5 // count))] + ([("e", era)] if era else [])
    return found
