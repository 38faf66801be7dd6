#!/usr/bin/env python3
"""Counts what filers chose for each printed label: writes schemas/labels.tsv.

    scripts/build_labels.py ../shared/taxonomy [--without-filings] [--hold-out N]

A line of the result: `label TAB statement concept=filers ... TAB statement ...`, sorted by label; statement BS, CF or IS. Labels are
normalised in the three forms of `src/map/concept/label.rs` (whole, without what stands in parentheses, as a set of stems); concepts that
the 2023 taxonomy no longer has are replaced by their successors. --without-filings leaves out the filings of 2010-2025, --hold-out N
every N-th company of 2009-2010: what is left out can then be used to measure the linker.
"""
import argparse
import csv
import gzip
import re
import zlib
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
SKIP = ("Abstract", "Axis", "Member", "Domain", "Table", "LineItems", "TextBlock")
STOP = set("the of and for to in a an on by from at with less or our its".split())
SUCCESSORS = {
    "SalesRevenueNet": "Revenues", "SalesRevenueGoodsNet": "Revenues", "SalesRevenueServicesNet": "Revenues",
    "CashAndCashEquivalentsPeriodIncreaseDecrease":
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect",
}
KEPT = 3  # concepts kept for a label and statement


def words(label, parentheses):
    label = label.lower()
    if not parentheses:
        label = re.sub(r"\([^)]*\)?", " ", label)
    label = re.sub(r"['’]", "", label)
    return [w for w in re.sub(r"[^a-z0-9]+", " ", label).split() if not w.isdigit()]


def stem(word):
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def forms(label):
    whole, plain = words(label, True), words(label, False)
    stems = sorted({stem(w) for w in plain or whole} - STOP - {"total"})
    return {" ".join(whole), " ".join(plain), "=" + " ".join(stems)} - {"", "="}


def successors(folder):
    replaced = {}
    with open(folder / "deprecated_replacements.csv", newline="") as f:
        for row in csv.DictReader(f):
            if row["from"].startswith("us-gaap_") and row["to"].startswith("us-gaap_") and "aggregate" not in row["arcrole"].lower():
                replaced.setdefault(row["from"][8:], row["to"][8:])
    replaced.update(SUCCESSORS)
    with gzip.open(folder / "us_gaap_concepts.csv.gz", "rt", newline="") as f:
        current = {row["name"] for row in csv.DictReader(f) if row["in_2023"] == "1"}

    def modern(name):
        for _ in range(6):
            if name in current and name not in SUCCESSORS:
                return name
            name = replaced.get(name)
            if name is None:
                return None
        return None
    return modern


def evidence(folder, without_filings, hold_out):
    """-> (statement, label, concept, filer)"""
    with gzip.open(folder / "label_evidence_2009_2010.csv.gz", "rt", newline="") as f:
        for row in csv.DictReader(f):
            if not hold_out or zlib.crc32(row["cik"].encode()) % hold_out:
                yield row["stmt"], row["plabel"], row["tag"], row["cik"]
    if not without_filings:
        with gzip.open(folder / "label_evidence_filings.csv.gz", "rt", newline="") as f:
            for row in csv.DictReader(f):
                if row["concept"].startswith("us-gaap_"):
                    yield row["stmt"], row["printed_label"], row["concept"][8:], row["filing"].split("-")[0]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("taxonomy", type=Path)
    ap.add_argument("-o", type=Path, default=HERE.parent / "schemas/labels.tsv")
    ap.add_argument("--without-filings", action="store_true")
    ap.add_argument("--hold-out", type=int, default=0)
    args = ap.parse_args()
    modern = successors(args.taxonomy)
    chosen = defaultdict(lambda: defaultdict(set))
    for statement, label, concept, filer in evidence(args.taxonomy, args.without_filings, args.hold_out):
        concept = modern(concept) if statement in ("IS", "BS", "CF") and not concept.endswith(SKIP) else None
        if concept:
            for form in forms(label):
                chosen[form][statement, concept].add(filer)
    lines = []
    for form, found in chosen.items():
        by_statement = defaultdict(list)
        for (statement, concept), filers in found.items():
            by_statement[statement].append((-len(filers), concept))
        parts = [s + " " + " ".join(f"{c}={-n}" for n, c in sorted(x)[:KEPT]) for s, x in sorted(by_statement.items())]
        # a form that only one filer printed is kept as its stems alone
        if len(set().union(*found.values())) > 1 or form.startswith("="):
            lines.append("\t".join([form, *parts]))
    args.o.write_text("\n".join(sorted(lines)) + "\n")
    print(f"{len(lines)} labels, {args.o.stat().st_size} bytes")


if __name__ == "__main__":
    main()
