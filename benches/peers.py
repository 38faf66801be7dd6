#!/usr/bin/env python3
"""CPU time of one release in a process of its own: hemaexport, edgartools (facts) and doc2dict (a tree of text and tables), on the same files.

    python3 -m venv peers && peers/bin/pip install edgartools==5.62.0 doc2dict==0.7.3
    peers/bin/python benches/peers.py target/release/hemaexport RELEASE.htm...

Median of three runs after one to warm up. The second column of a peer is without what its imports cost, the least that a long-running process
of it pays. What each gives differs: edgartools facts of HTML tables without most of their periods, doc2dict no facts.
"""

import os
import statistics
import subprocess
import sys
import tempfile

EDGARTOOLS = """
import sys
from types import SimpleNamespace
from edgar.earnings import EarningsRelease
if len(sys.argv) > 1:
    content = open(sys.argv[1], encoding="utf-8", errors="replace").read()
    print(len(EarningsRelease(SimpleNamespace(content=content, document="release.htm")).to_facts_dataframe()))
"""
DOC2DICT = """
import sys
from doc2dict import html2dict
if len(sys.argv) > 1:
    print(len(str(html2dict(open(sys.argv[1], encoding="utf-8", errors="replace").read()))))
"""


def seconds(command: list) -> float:
    """CPU seconds of a command, its children included: the median of three runs."""

    def once() -> float:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = status
        code = os.waitstatus_to_exitcode(status)
        if code != 0:
            sys.exit(f"{command} ended with {code}")
        return usage.ru_utime + usage.ru_stime

    once()
    return statistics.median(once() for _ in range(3))


def main() -> None:
    program, releases = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        peers = {}
        for name, text in [("edgartools", EDGARTOOLS), ("doc2dict", DOC2DICT)]:
            script = os.path.join(folder, f"run_{name}.py")  # not the name of what it imports
            with open(script, "w", encoding="utf-8") as file:
                file.write(text)
            peers[name] = (script, seconds([sys.executable, script]))
        print("release, kB, hemaexport ms, edgartools ms, times, without imports ms, times, doc2dict ms, times, without imports ms, times")
        for release in releases:
            own = seconds([program, "--no-config", "-qq", release])
            row = [os.path.basename(release), f"{os.path.getsize(release) / 1000:.0f}", f"{own * 1000:.1f}"]
            for script, imports in peers.values():
                whole = seconds([sys.executable, script, release])
                alone = max(whole - imports, 0.0)
                row += [f"{whole * 1000:.0f}", f"{whole / own:.0f}", f"{alone * 1000:.0f}", f"{alone / own:.0f}"]
            print(", ".join(row), flush=True)


if __name__ == "__main__":
    main()
