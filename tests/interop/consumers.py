"""Every consumer on every format: consumers.py NAMES ROOT. Exit 0 when each reads the very facts of the source, else the reason.

ROOT holds a folder a format; NAMES is `all`, or `each` for one consumer a format. Prints a table: what was run, rows, types, sum, seconds.
"""
import os
import sys
import time
from collections import Counter
from decimal import Decimal

import readers


def held(rows):
    """Facts without the words they are called by; a multiset, since a fact may be said twice where figures conflict."""
    return Counter(tuple(row[key] for key in readers.KEYS) for row in rows)


def total(rows):
    return sum(Decimal(row["value"]) for row in rows if row["unit"])


def consume(root, form, consumer, wanted):
    start = time.monotonic()
    rows, types = readers.READERS[form, consumer](os.path.join(root, form))
    seconds = time.monotonic() - start
    read, source = held(rows), held(wanted)
    assert read == source, (form, consumer, "missing", list((source - read))[:3], "not in the source", list((read - source))[:3])
    assert total(rows) == total(wanted)
    return form, consumer, readers.COMMANDS[form, consumer], len(rows), types, f"{total(rows)}", f"{seconds:.2f}"


def main(which, root):
    wanted = readers.source(os.path.join(root, "csv"))
    pairs = list(readers.READERS)
    if which == "each":
        fast = {"csv": "DuckDB", "json-ld": "Oxigraph", "n-triples": "Oxigraph", "turtle": "Oxigraph"}
        pairs = list({form: (form, fast.get(form, consumer)) for form, consumer in pairs}.values())
    lines = [consume(root, form, consumer, wanted) for form, consumer in pairs]
    print("| format | consumer | command | rows | types | sum of values | seconds |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for form, consumer, command, *rest in lines:
        print(" | ".join([f"| `{form}`", consumer, f"`{command}`", *map(str, rest)]) + " |")


main(*sys.argv[1:3])
