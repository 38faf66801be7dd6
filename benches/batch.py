#!/usr/bin/env python3
"""Runs `hemaexport batch` over a corpus and says what it took: documents a second, CPU time, memory of the run and its workers together.

    scripts/make_corpus.py CORPUS --documents 100000 examples/*.txt tests/releases/*/release.*
    benches/batch.py target/release/hemaexport CORPUS [--jobs 2] [--format parquet]

CORPUS may be several folders. Memory is looked at ten times a second (Linux): all that is held, pages that are shared counted once.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections import Counter
from pathlib import Path


def tree(root: int) -> list[int]:
    """A process and those below it."""
    found = [root]
    for process in found:
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            found += map(int, task.read_text().split())
    return found


def megabytes(process: int) -> float:
    """What a process holds, its share of what others hold, too."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0  # it has just ended
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("Pss:")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("corpus", type=Path, nargs="+")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--format", default="parquet")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "out"
        command = [arguments.program, "batch", "--no-config", "-qq", "-r", *arguments.corpus]
        command += ["-o", output, "-f", arguments.format, "-j", str(arguments.jobs)]
        begun = time.monotonic()
        process = subprocess.Popen(command)
        peaks = []
        while process.poll() is None:
            try:
                peaks.append(sum(megabytes(member) for member in tree(process.pid)))
            except OSError:
                pass  # one of them ended while it was looked at
            time.sleep(0.1)
        wall, usage = time.monotonic() - begun, os.times()
        with open(output / "manifest.ndjson", encoding="utf-8") as manifest:
            lines = [json.loads(line) for line in manifest]
        status = Counter(line["status"] for line in lines)
        cpu = usage.children_user + usage.children_system
        tenth = max(len(peaks) // 10, 1)
        print(f"{len(lines)} documents, {sum(line['bytes'] for line in lines) / 1e6:.0f} MB, {sum(line['facts'] for line in lines)} facts: {dict(status)}")
        print(f"exit code {process.returncode}, --jobs {arguments.jobs}, {arguments.format}")
        print(f"wall {wall:.1f} s, {len(lines) / wall:.1f} documents a second; CPU {cpu:.1f} s, {1000 * cpu / len(lines):.2f} ms a document")
        print("memory, highest in each tenth of the run, MB:", *(f"{max(peaks[at : at + tenth]):.0f}" for at in range(0, len(peaks), tenth)))


if __name__ == "__main__":
    main()
