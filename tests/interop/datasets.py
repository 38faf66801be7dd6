"""Checks on datasets: datasets.py PROGRAM SCRATCH FORMAT INPUT... Exit 0 when they hold, else the reason on standard error.

The inputs, folders and zip archives of releases, are exported in one batch, and each of their documents by a run of its own. DuckDB loads
the dataset with the script that comes with it and finds the facts of the single runs: as many, in sum and by concept and unit.
"""
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import duckdb

program, scratch, form, *inputs = sys.argv[1:]
scratch = Path(scratch)
shutil.rmtree(scratch, ignore_errors=True)
scratch.mkdir(parents=True)


def documents():
    """Every document by what the manifest calls it."""
    for name in inputs:
        if name.endswith(".zip"):
            with zipfile.ZipFile(name) as archive:
                for entry in archive.namelist():
                    yield f"{name}!{entry}", archive.read(entry)
        else:
            for path in sorted(p for p in Path(name).rglob("*") if p.suffix in (".txt", ".htm")):
                yield str(path), path.read_bytes()


def single(document):
    """The facts of a run of its own, and whether it ended well."""
    run = subprocess.run([program, "--no-config", "-qq", "-f", "ndjson", "-"], input=document, capture_output=True)
    return run.returncode == 0, [json.loads(line) for line in run.stdout.splitlines()]


dataset = scratch / "dataset"
batch = subprocess.run([program, "batch", "-q", "-r", *inputs, "-f", form, "-o", dataset, "--part-facts", "5000", "-p", "filed_year"])
assert batch.returncode in (0, 3), batch.returncode

known = dict(documents())
with ThreadPoolExecutor(os.cpu_count()) as pool:
    runs = dict(zip(known, pool.map(single, known.values())))
manifest = [json.loads(line) for line in open(dataset / "manifest.ndjson")]
assert sorted(line["input"] for line in manifest) == sorted(known), "the manifest does not account for every input"
wanted, total, facts = Counter(), Decimal(0), 0
for line in manifest:
    well, rows = runs[line["input"]]
    assert well == (line["status"] != "failed"), line
    if line["status"] == "duplicate":
        continue
    assert line["facts"] == len(rows), line
    facts += len(rows)
    wanted.update((row["concept"], row["unit"]) for row in rows)
    total += sum(Decimal(row["value"]) for row in rows if row["value"] is not None)

os.chdir(dataset)
db = duckdb.connect()
db.execute(open("load_duckdb.sql").read())
found = db.execute("SELECT count(*), sum(value::DECIMAL(38, 9)), count(DISTINCT fact_id) FROM facts").fetchone()
assert found[0] == found[2] == facts and found[1] == total, (found, facts, total)
rows = db.execute("SELECT concept, unit, count(*) FROM facts GROUP BY ALL").fetchall()
assert {(concept, unit): count for concept, unit, count in rows} == dict(wanted)
releases = db.execute("SELECT count(*), sum(fact_count) FROM releases").fetchone()
assert releases == (sum(line["status"] in ("exported", "empty") for line in manifest), facts), releases
assert db.execute("SELECT count(*) FROM facts ANTI JOIN releases USING (release_id)").fetchone() == (0,)
assert db.execute("SELECT count(*), sum(facts) FROM manifest").fetchone() == (len(manifest), facts)
print(f"{len(manifest)} documents, {facts} facts, sum {total}")
