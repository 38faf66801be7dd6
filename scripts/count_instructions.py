#!/usr/bin/env python3
"""Counts the instructions of the main paths and holds them to what is recorded in tests/instructions/counts.toml.

    scripts/count_instructions.py target/release/hemaexport             fails when a path takes 5 % more than recorded
    scripts/count_instructions.py target/release/hemaexport --record    records what they take now

Instructions are counted by valgrind (callgrind), so that a busy machine changes nothing; what does: the compiler and its options, the C
library, and the processor where crates choose by what it can do (AVX2 or not). Recorded counts are therefore those of one compiler and one
architecture; elsewhere differences are shown and not judged. Runs differ by a tenth of a percent, the small counts of writers by one, from
the seeds of hash tables.
"""

import argparse
import os
import platform
import re
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COUNTS = ROOT / "tests/instructions/counts.toml"
LABELS = ROOT / "tests/instructions/labels.csv"
MOST = 1.05
# Releases are read this many times over in one file, so that it is not the start of the program that is counted.
RELEASES = {
    "text": (ROOT / "examples/hemacare_2004q1.txt", 8),
    "page": (ROOT / "tests/releases/birch-foods_2016q3/release.htm", 16),
    "submission": (ROOT / "tests/releases/elm-filing_2005q3/release.txt", 1),
}
# What a writer takes is what exporting the example takes beyond checking it.
WRITERS = ["csv", "xbrl", "json-ld", "parquet", "xlsx"]


def count(program: Path, *arguments: object, stdin: Path | None = None) -> int:
    """The instructions of a run of the program, in an environment that is always the same."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, *arguments]
    with open(stdin or os.devnull, "rb") as given:
        run = subprocess.run(command, stdin=given, capture_output=True, text=True, env={"PATH": os.environ["PATH"], "LC_ALL": "C"})
    collected = re.search(r"Collected : (\d+)", run.stderr)
    if run.returncode != 0 or not collected:
        sys.exit(f"{' '.join(map(str, command))} ended with {run.returncode}:\n{run.stderr}")
    return int(collected[1])


def counts(program: Path) -> dict[str, int]:
    """The instructions of every path."""
    found = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, (release, times) in RELEASES.items():
            repeated = Path(folder) / f"{name}{release.suffix}"
            repeated.write_bytes(release.read_bytes() * times)
            found[f"read-{name}"] = count(program, "check", "--no-config", "-qq", "--fail-on", "never", repeated)
        found["link"] = count(program, "link", stdin=LABELS)
        example = RELEASES["text"][0]
        checked = count(program, "check", "--no-config", "-qq", "--fail-on", "never", example)
        for name in WRITERS:
            exported = count(program, "--no-config", "-qq", "-f", name, "-o", Path(folder) / name / "", example)
            found[f"write-{name}"] = exported - checked
    return found


def machine() -> str:
    """What the counts hang on besides the code."""
    compiler = subprocess.check_output(["rustc", "--version"], text=True).split()
    return f"{' '.join(compiler[:2])} on {platform.machine()}"


def record(found: dict[str, int]) -> None:
    lines = ["# Instructions of the main paths: `scripts/count_instructions.py target/release/hemaexport --record` writes this file."]
    lines += [f'recorded-with = "{machine()}"', "", "[instructions]"]
    lines += [f"{name} = {number:_}" for name, number in found.items()]
    COUNTS.write_text("\n".join(lines) + "\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--record", action="store_true")
    arguments = parser.parse_args()
    recorded = tomllib.loads(COUNTS.read_text()) if COUNTS.exists() else {}
    before = recorded.get("instructions", {})
    found = counts(arguments.program.resolve())
    grown = []
    for name, number in found.items():
        share = number / before[name] if name in before else None
        print(f"{name:18} {number:>15,}  {'new' if share is None else f'{share - 1:+.2%}'}")
        if share is None or share > MOST:
            grown.append(name)
    if arguments.record:
        record(found)
        return 0
    if any(before[name] > number * MOST for name, number in found.items() if name in before):
        print("fewer than recorded: --record holds the gain")
    gone = sorted(before.keys() - found.keys())
    if not grown and not gone:
        return 0
    if recorded.get("recorded-with") != machine():
        print(f"not judged: recorded with {recorded.get('recorded-with')}, this is {machine()}")
        return 0
    print(f"more than {MOST - 1:.0%} beyond {COUNTS.relative_to(ROOT)}, or not recorded: {', '.join(grown + gone)}")
    print("where it is meant: scripts/count_instructions.py PROGRAM --record, and say why in the commit")
    return 1


if __name__ == "__main__":
    sys.exit(main())
