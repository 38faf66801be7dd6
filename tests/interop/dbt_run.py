"""Runs the dbt project of the examples on the Parquet files of releases: dbt_run.py PROJECT FOLDER... Prints the mart as JSON."""
import json
import os
import shutil
import subprocess
import sys
import tempfile

project, *folders = sys.argv[1:]
with tempfile.TemporaryDirectory() as scratch:
    data = os.path.join(scratch, "data")
    for number, folder in enumerate(folders):
        shutil.copytree(folder, os.path.join(data, str(number)))
    database, target = os.path.join(scratch, "earnings.duckdb"), os.path.join(scratch, "target")
    places = {"EARNINGS_DATA": data, "EARNINGS_DATABASE": database, "DBT_TARGET_PATH": target, "DBT_LOG_PATH": scratch}
    dbt = [os.path.join(os.path.dirname(sys.executable), "dbt"), "--no-send-anonymous-usage-stats", "build"]
    done = subprocess.run(dbt + ["--project-dir", project, "--profiles-dir", project], env=dict(os.environ, **places), capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.load(open(os.path.join(target, "run_results.json"), encoding="utf-8"))["results"]
    statuses = [result["status"] for result in results]
    assert statuses.count("pass") == 10 and statuses.count("success") == 1, statuses

    import duckdb

    rows = duckdb.connect(database).execute("SELECT * FROM quarterly_results").fetchall()
print(json.dumps([[str(cell) for cell in row] for row in rows]))
