"""What filers printed and the concept they chose, as statements of lines; concepts brought to the taxonomy of 2023."""
import hashlib
from collections import defaultdict, namedtuple

from .labels import core
from .sources import rows

Statement = namedtuple("Statement", "filer kind lines era")  # lines: [(label, concept of 2023 or None)]; era: o until 2012, n from 2018, else empty
KINDS = {"IS": "I", "BS": "B", "CF": "C", "EQ": "E", "CI": "I", "UN": "I"}
NOT_LINES = ("Abstract", "Axis", "Member", "Domain", "Table", "LineItems", "TextBlock", "RollForward", "FixedList")
ARCS = ("dep-concept-deprecatedConcept", "essence-alias", "dep-mutuallyExclusiveConcept-deprecatedConcept",
        "dep-dimensionallyQualifiedConcept-deprecatedConcept", "dep-partConcept-deprecatedAggregateConcept",
        "dep-aggregateConcept-deprecatedPartConcept")  # the best kind of successor first
REVENUE = "RevenueFromContractWithCustomerExcludingAssessedTax"
PLAIN = {"SalesRevenueNet": "Revenues", "SalesRevenueGoodsNet": REVENUE, "SalesRevenueServicesNet": REVENUE,
         "FinancialServicesRevenue": "Revenues", "RevenueFromContractWithCustomerIncludingAssessedTax": REVENUE}


class Successors:
    """The concept of 2023 that stands for one of any year."""

    def __init__(self, folder, items):
        self.items = items
        self.of = defaultdict(list)
        self.known = {}
        for r in rows(folder / "deprecated_replacements.csv"):
            if r["from"].startswith("us-gaap_") and r["to"].startswith("us-gaap_"):
                self.of[r["to"][8:]].append((ARCS.index(r["arcrole"]), r["from"][8:]))

    def __call__(self, name):
        if name not in self.known:
            self.known[name] = self._find(name, 5)
        return self.known[name]

    def _find(self, name, steps):
        if name in PLAIN and (name not in self.items or PLAIN[name] == REVENUE):
            return PLAIN[name]
        if name in self.items or not steps:
            return name if name in self.items else None
        ways = sorted(self.of[name], key=lambda way: way[0])
        return next((found for _, way in ways if (found := self._find(way, steps - 1))), None)


def _today(kind, label, concept):
    """Prepaid and other current assets had no concept of their own before 2011: filers took one of the two halves."""
    if kind == "BS" and concept in ("OtherAssetsCurrent", "PrepaidExpenseCurrent", "PrepaidExpenseAndOtherAssetsCurrent"):
        words = core(label).split()
        if words[:1] == ["prepaid"] and "other" in words and len(words) <= 6 and "tax" not in words:
            return "PrepaidExpenseAndOtherAssetsCurrent"
    return concept


BEFORE_EQUITY_METHOD = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments"
BEFORE_TAX = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"
EQUITY_METHOD = "IncomeLossFromEquityMethodInvestments"


def _before_tax(lines):
    """Income before taxes had one concept in 2009; since then there are two: before and after the income of equity method investees."""
    at = max((i for i, (_, concept) in enumerate(lines) if concept == EQUITY_METHOD), default=-1)
    return [(label, BEFORE_TAX if concept == BEFORE_EQUITY_METHOD and at < i else concept) for i, (label, concept) in enumerate(lines)]


def share(filer, parts):
    """A filer's place among `parts` equal shares, the same on every run."""
    return int(hashlib.md5(filer.encode()).hexdigest(), 16) % parts


def of_2009(folder, successor):
    """Statements of the SEC's data sets of 2009 and 2010."""
    groups = defaultdict(list)
    for r in rows(folder / "label_evidence_2009_2010.csv.gz"):
        if r["plabel"] and not r["tag"].endswith(NOT_LINES):
            groups[r["cik"], r["adsh"], r["report"], r["stmt"]].append((int(r["line"]), r["plabel"], r["tag"]))
    for (filer, _, _, kind), lines in groups.items():
        yield Statement(filer, KINDS[kind], _before_tax([(label, _today(kind, label, successor(tag))) for _, label, tag in sorted(lines)]), "o")


def of_filings(folder, successor):
    """Statements of filings of 2010 to 2025."""
    groups = defaultdict(list)
    for r in rows(folder / "label_evidence_filings.csv.gz"):
        if r["stmt"] in KINDS and r["concept"].startswith("us-gaap_") and not r["concept"].endswith(NOT_LINES) and r["printed_label"]:
            groups[r["filing"], r["role"], r["stmt"]].append((r["printed_label"], successor(r["concept"][8:])))
    for (filing, _, kind), lines in groups.items():
        name, date = filing.rsplit("-", 1)
        yield Statement(name, KINDS[kind], lines, "o" if date < "2013" else "n" if date >= "2018" else "")


def usage(folder, successor):
    """(kind, concept) -> how many companies of recent years use it in that statement."""
    counts = defaultdict(int)
    for r in rows(folder / "edgartools_gaap_mappings.csv"):
        concept = successor(r["concept"])
        if concept and r["stmt"] in KINDS:
            counts[KINDS[r["stmt"]], concept] += int(r["company_count"] or 0)
    return counts
