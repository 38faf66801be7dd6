#!/usr/bin/env python3
"""Copies a suite of labelled releases with its texts set in capitals: releases of the 1990s often were, and their facts are the same.

    scripts/in_capitals.py ../shared/bench/dev FOLDER

HTML is left out: its markup would have to be told from its words. The labels stay as they are; scoring does not look at their case.
"""
import argparse
import shutil
from pathlib import Path


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("suite", type=Path)
    arguments.add_argument("folder", type=Path)
    args = arguments.parse_args()
    (args.folder / "releases").mkdir(parents=True)
    (args.folder / "gold").mkdir()
    texts = sorted((args.suite / "releases").glob("*.txt"))
    for release in texts:
        # bytes of ASCII alone, so that every place stays where it is
        (args.folder / "releases" / release.name).write_bytes(release.read_bytes().upper())
        for gold in (args.suite / "gold").glob(f"{release.stem}.*"):
            shutil.copyfile(gold, args.folder / "gold" / gold.name)
    print(f"{len(texts)} releases in capitals")


if __name__ == "__main__":
    main()
