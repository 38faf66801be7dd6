"""Statements of today out of statements of 2009: concepts that have come since, the names that have changed, the lines of newer standards.

The counted evidence is of 2009 and 2010; what came later (leases on the balance sheet, revenue from contracts, restricted cash in the cash
flow statement, credit losses) is set down in modern_names.csv and modern_lines.csv and worked into copies of real statements.
"""
import csv
import random
from collections import defaultdict
from pathlib import Path

from .evidence import Statement

HERE = Path(__file__).resolve().parent
MARK = "'"  # after a filer's name: its modern copy
COPY = 0.3  # what a copy counts in the counted evidence
COPIES = 90  # of a hundred filers
TRADE = 12.0  # what a caption of a trade counts, in filers: as much as one of the tables beside the statements


def _read(name):
    with open(HERE / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def lines():
    """(kind, concept it follows, concept, labels)"""
    return [(r["kind"], r["after"], r["concept"], r["labels"].split("|")) for r in _read("modern_lines.csv")]


def names():
    """kind -> [(old concept, new concept, how many of a hundred filers)]"""
    found = defaultdict(list)
    for r in _read("modern_names.csv"):
        found[r["kind"]].append((r["old"], r["new"], int(r["share"])))
    return found


def disclosures(successor):
    """(kind, label, concept, weight): labels of the tables that releases print beside the statements, which the counted statements don't hold."""
    rows = [(r["kind"], successor(r["concept"]), r["labels"].split("|")) for r in _read("disclosures.csv")]
    return [(kind, label, concept, 12.0) for kind, concept, texts in rows for label in texts]


def today(successor, without_captions):
    """(kind, label, concept, weight, by): labels of filings of today, and captions of investment companies, of whom 2009 knows nothing.

    One of the filings that the linker is measured on is of such a company, so its measure leaves the captions out.
    """
    filed = [(r["kind"], r["label"], successor(r["concept"]), 1.0, "whole") for r in _read("filings_of_today.csv")]
    trade = [] if without_captions else [(r["kind"], r["concept"], r["by"], r["labels"].split("|")) for r in _read("investment_companies.csv")]
    captions = [(kind, label, successor(concept), TRADE, by) for kind, concept, by, labels in trade for label in labels]
    return [row for row in filed + captions if row[2]]


def evidence(usage, labels):
    """(kind, label, concept, weight): labels of today and the standard labels of concepts in use today."""
    extra = [(kind, label, concept, 4.0) for kind, _, concept, texts in lines() for label in texts]
    for (kind, concept), companies in sorted(usage.items()):
        if companies >= 20 and labels.get(concept):
            extra.append((kind, labels[concept], concept, 1.5 if companies < 300 else 2.5))
    return extra


class Modernizer:
    """Makes the copies; the same filer gives the same copy."""

    def __init__(self):
        self.names, self.by_kind, self.texts = names(), defaultdict(list), defaultdict(list)
        for kind, after, concept, texts in lines():
            self.by_kind[kind].append((after, concept, texts))
            self.texts[kind, concept] += texts

    def copy(self, statement):
        dice = random.Random(f"{statement.filer} {statement.kind}")
        if dice.random() * 100 >= COPIES:
            return None
        named = self._renamed(statement, dice)
        return Statement(statement.filer + MARK, statement.kind, self._with_lines(statement.kind, named, dice), "n")

    def _renamed(self, statement, dice):
        change = {}
        for old, new, share in self.names[statement.kind]:
            if dice.random() * 100 < share:
                change.setdefault(old, new)
        done = []
        for label, concept in statement.lines:
            new = change.get(concept, concept)
            texts = self.texts[statement.kind, new]
            done.append((dice.choice(texts) if new != concept and texts and dice.random() < 0.4 else label, new))
        return done

    def _with_lines(self, kind, found, dice):
        for after, concept, texts in self.by_kind[kind]:
            held = [c for _, c in found]
            if concept in held or dice.random() > 0.3:
                continue
            if after in held:
                found.insert(held.index(after) + 1, (dice.choice(texts), concept))
            elif after == "^":
                found.insert(0, (dice.choice(texts), concept))
        return found


def copies(statements):
    """A modern copy of each filer's first full statement of each kind."""
    modernizer, copied = Modernizer(), set()
    for s in statements:
        if s.kind in "IBC" and s.era == "o" and len(s.lines) > 8 and (s.filer, s.kind) not in copied:
            copied.add((s.filer, s.kind))
            made = modernizer.copy(s)
            if made:
                yield made
