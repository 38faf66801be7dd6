#!/usr/bin/env python3
"""Compares all that two builds of the program write, byte by byte: for work that is to change how fast it is and nothing else.

    scripts/same_outputs.py BEFORE AFTER tests/releases/*/release.* ...

Every release is exported in every format, with its findings, by both; the files that differ are named, and the exit code is 1 if any does.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FORMATS = ["xbrl", "ixbrl", "xbrl-json", "xbrl-csv", "xbri", "xbr", "report-package", "taxonomy", "csv", "json-ld", "n-triples", "turtle"]
FORMATS += ["html", "ndjson", "postgresql", "parquet", "arrow", "sqlite", "xlsx"]


def outputs(program: Path, release: Path) -> dict[str, bytes | str]:
    """The files that the program writes of a release, by their paths, and what it says of each format."""
    found: dict[str, bytes | str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in FORMATS:
            command = [program, "--no-config", "-f", name, "-o", Path(folder, name, ""), release]
            run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
            found[f"{name} says"] = f"{run.returncode}\n{run.stdout}{run.stderr}".replace(folder, "")
        found |= {str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}
    return found


def differing(before: Path, after: Path, release: Path) -> tuple[int, list[str]]:
    """How many files there are of a release, and which of them are not the same."""
    old, new = outputs(before, release), outputs(after, release)
    return len(old), [f"{release}: {name}" for name in sorted(old.keys() | new.keys()) if old.get(name) != new.get(name)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("releases", nargs="+", type=Path)
    arguments = parser.parse_args()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        compared = list(pool.map(lambda release: differing(arguments.before, arguments.after, release), arguments.releases))
    differences = [name for _, names in compared for name in names]
    print(*differences, sep="\n" if differences else "")
    print(f"{sum(count for count, _ in compared)} outputs of {len(compared)} releases, {len(differences)} of them differ")
    sys.exit(bool(differences))


if __name__ == "__main__":
    main()
