#!/usr/bin/env python3
"""Makes the data files that the program embeds (schemas/*.bin) from published taxonomy files and label evidence.

    scripts/build_taxonomy.py FOLDER [-o schemas]

FOLDER holds the sources that schemas/README.md lists. The same sources give the same bytes. Only the standard library is needed.
"""
import argparse
from pathlib import Path

from taxonomy import sources, tables


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=Path(__file__).resolve().parent.parent / "schemas")
    args = arguments.parse_args()
    elements = sources.elements(args.folder)
    ids = {e.name: i for i, e in enumerate(elements)}
    files = {
        "catalogue.bin": tables.catalogue(elements),
        "calculation.bin": tables.calculation(sources.calculations(args.folder), ids),
    }
    for name, data in files.items():
        (args.output / name).write_bytes(data)
        print(f"{name:20} {len(data):9} bytes")


if __name__ == "__main__":
    main()
