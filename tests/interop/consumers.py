"""Every consumer on every format: consumers.py WHICH FAMILY ROOT. Exit 0 when each reads the very facts of the source, else the reason.

ROOT holds a folder a format; WHICH is `all`, or `each` for one consumer a format; FAMILY is `tables` (and graphs) or `xbrl`.
Prints a table: rows, types, sum, seconds. With `all`, the README has to show the commands that are run here.
"""
import os
import sys
from collections import Counter
from decimal import Decimal

import arelle_reader
import readers

FAMILIES = {"tables": readers, "xbrl": arelle_reader}
FAST = {"csv": "DuckDB", "json-ld": "Oxigraph", "n-triples": "Oxigraph", "turtle": "Oxigraph"}


def held(rows):
    """Facts without the words they are called by; a multiset, since a fact may be said twice where figures conflict."""
    return Counter(tuple(row[key] for key in readers.KEYS) for row in rows)


def total(rows):
    return sum(Decimal(row["value"]) for row in rows if row["unit"])


def busy():
    """Seconds of the processor, this process and those it started: other work on the machine does not count."""
    return sum(os.times()[:4])


def consume(root, family, form, consumer, wanted):
    start = busy()
    rows, types = family.READERS[form, consumer](os.path.join(root, form))
    seconds = busy() - start
    read, source = held(rows), held(wanted)
    assert read == source, (form, consumer, "missing", list((source - read))[:3], "not in the source", list((read - source))[:3])
    assert total(rows) == total(wanted)
    return form, consumer, len(rows), types, f"{total(rows)}", f"{seconds:.2f}"


def shown(commands):
    """What the README shows is what is run here."""
    readme = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../README.md")
    text = open(readme, encoding="utf-8").read()
    missing = [command for command in commands if f"`{command}`" not in text]
    assert not missing, ("the README does not show", missing)


def main(which, family, root):
    family = FAMILIES[family]
    wanted = readers.source(os.path.join(root, "csv"))
    pairs = list(family.READERS)
    if which == "each":
        pairs = list({form: (form, FAST.get(form, consumer)) for form, consumer in pairs}.values())
    else:
        shown(family.COMMANDS.values())
    print("| format | consumer | rows | types | sum of values | seconds |")
    print("| --- | --- | --- | --- | --- | --- |")
    for pair in pairs:
        print("| " + " | ".join(map(str, consume(root, family, *pair, wanted))) + " |")


main(*sys.argv[1:4])
