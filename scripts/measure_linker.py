#!/usr/bin/env python3
"""Measures the linker on evidence that its lexicon has not seen: how often it is right, wrong, or leaves a label, and what its confidence means.

    scripts/measure_linker.py ../shared --hemaexport target/release/hemaexport [--gate tests/gate.toml] [--lexicon FOLDER]

Makes a lexicon without the filings of 2010 to 2025 and without every tenth filer of 2009 and 2010 (a minute or two), and lets `hemaexport link` read
those with it. The counting is that of ../shared/bench/link_score.py. With --gate the run fails where a figure is worse than the file lays down.
--lexicon is a folder that `build_taxonomy.py --only lexicon --without-filings --hold-out 10 -o FOLDER` has filled before.
"""
import argparse
import csv
import io
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
STEPS = 10


def build(shared, folder):
    program = [sys.executable, HERE / "build_taxonomy.py", shared / "taxonomy", "--only", "lexicon", "--without-filings", "--hold-out", "10", "-o", folder]
    subprocess.run(program, check=True, stdout=subprocess.DEVNULL)


def link(program, lexicon, groups):
    """(statement, line) -> (concept or "", confidence)"""
    feed = io.StringIO()
    out = csv.writer(feed)
    out.writerow(["statement_id", "statement", "line", "label"])
    for name, (statement, _, rows) in groups.items():
        out.writerows([name, statement, n, label] for n, (label, _) in enumerate(rows))
    env = {**os.environ, "HEMAEXPORT_LEXICON": str(lexicon)}
    run = subprocess.run([program, "link", "--explain"], input=feed.getvalue(), capture_output=True, text=True, env=env)
    if run.returncode:
        sys.exit(run.stderr)
    return {(r["statement_id"], int(r["line"])): r for r in csv.DictReader(io.StringIO(run.stdout))}


def verdicts(link_score, groups, answers):
    """(verdict on the choice, confidence in the likeliest concept, whether that is right) of each distinct label of a filer"""
    same, seen = link_score.replacements(), set()
    for name, (statement, filer, rows) in groups.items():
        for n, (label, tag) in enumerate(rows):
            if (filer, statement, label.lower(), tag) in seen:
                continue
            seen.add((filer, statement, label.lower(), tag))
            row = answers[name, n]
            likeliest = row["considered"].split(" ")[0].rsplit(":", 1)[-1]
            right = likeliest == tag or likeliest in same[tag]
            yield "left" if not row["concept"] else "right" if right else "wrong", float(row["confidence"] or 0), right


def report(title, found):
    count = {verdict: sum(v == verdict for v, _, _ in found) / len(found) for verdict in ("right", "wrong", "left")}
    print(f"{title}: {len(found)} labels, right {count['right']:.1%}, wrong {count['wrong']:.1%}, left {count['left']:.1%}")
    print("  it says   labels   is right")
    for step in range(STEPS):
        these = [(p, right) for _, p, right in found if step <= p * STEPS < step + 1 or step == STEPS - 1 and p == 1]
        if these:
            print(f"  {sum(p for p, _ in these) / len(these):7.2f} {len(these):8} {sum(r for _, r in these) / len(these):10.2f}")
    return count


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--hemaexport", required=True)
    arguments.add_argument("--lexicon", type=Path)
    arguments.add_argument("--gate", type=Path)
    args = arguments.parse_args()
    sys.path.insert(0, str(args.shared / "bench"))
    import link_score
    gate = tomllib.loads(args.gate.read_text()) if args.gate else {}
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.lexicon or Path(scratch)
        if not args.lexicon:
            build(args.shared, folder)
        for name, title, path in (("filings", "filings of 2010 to 2025", args.shared / "taxonomy" / "label_evidence_filings.csv.gz"),
                                  ("filers", "a tenth of the filers of 2009 and 2010", folder / "held_out.csv")):
            groups = link_score.statements(path)
            found = list(verdicts(link_score, groups, link(args.hemaexport, folder / "lexicon.bin", groups)))
            count = report(title, found)
            if count["right"] < gate.get(f"link-{name}-right", 0) or count["wrong"] > gate.get(f"link-{name}-wrong", 1):
                print(f"  worse than {args.gate} lays down")
                failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
