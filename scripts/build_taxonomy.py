#!/usr/bin/env python3
"""Makes the data files that the program embeds (schemas/*.bin) from published taxonomy files and label evidence.

    scripts/build_taxonomy.py FOLDER [-o schemas] [--only catalogue|lexicon] [--without-filings] [--hold-out 10]

FOLDER holds the sources that schemas/README.md lists. The same sources give the same bytes. Only the standard library is needed; the lexicon's
training takes some minutes. For a held-out measure leave evidence out, write elsewhere and let `hemaexport link` read the other lexicon
(HEMAEXPORT_LEXICON=FILE):

    --without-filings   leave out the filings of 2010 to 2025, and the captions that were chosen with one of them in sight
    --hold-out N        leave out every N-th filer of 2009 and 2010, and write their rows as held_out.csv
"""
import argparse
import csv
import sys
from pathlib import Path

from taxonomy import evidence, lexicon, modern, sources, tables


def catalogue_files(folder, elements, ids):
    return {"catalogue.bin": tables.catalogue(elements), "calculation.bin": tables.calculation(sources.calculations(folder), ids)}


def local(name):
    return name.split(":")[-1]


def lexicon_file(args, elements, ids):
    gaap = [e for e in elements if e.name.startswith("us-gaap:")]
    items = {local(e.name) for e in gaap if e.kind == "item"}
    successor = evidence.Successors(args.folder, items)
    statements = list(evidence.of_2009(args.folder, successor))
    if args.hold_out:
        statements = [s for s in statements if evidence.share(s.filer, args.hold_out)]
    if not args.without_filings:
        statements += evidence.of_filings(args.folder, successor)
    statements += modern.copies(statements)
    extra = modern.evidence(evidence.usage(args.folder, successor), {local(e.name): e.label for e in gaap}) + modern.disclosures(successor)
    numbers = {local(name): i for name, i in ids.items() if name.startswith("us-gaap:")}
    return {"lexicon.bin": lexicon.trained(statements, extra, modern.today(successor, args.without_filings), numbers)}


def write_held_out(args):
    rows = [r for r in sources.rows(args.folder / "label_evidence_2009_2010.csv.gz") if evidence.share(r["cik"], args.hold_out) == 0]
    with open(args.output / "held_out.csv", "w", newline="", encoding="utf-8") as file:
        out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path(__file__).resolve().parent.parent / "schemas")
    arguments.add_argument("--only", choices=("catalogue", "lexicon"))
    arguments.add_argument("--without-filings", action="store_true")
    arguments.add_argument("--hold-out", type=int, metavar="N")
    args = arguments.parse_args()
    elements = sources.elements(args.folder)
    ids = {e.name: i for i, e in enumerate(elements)}
    files = catalogue_files(args.folder, elements, ids) if args.only != "lexicon" else {}
    if args.only != "catalogue":
        files.update(lexicon_file(args, elements, ids))
    args.output.mkdir(parents=True, exist_ok=True)
    if args.hold_out:
        write_held_out(args)
    for name, data in files.items():
        (args.output / name).write_bytes(data)
        print(f"{name:20} {len(data):9} bytes")


if __name__ == "__main__":
    main()
