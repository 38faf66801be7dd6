"""Checks on the tidy CSV: tables.py CHECK FOLDER. Exit 0 when they hold, else the reason on standard error."""
import os
import shutil
import subprocess
import sys
import tempfile


def csvw(folder):
    """csvw takes tables and metadata, and refuses broken ones."""
    validate(folder)
    breaks = [
        ("bad decimal", "facts.csv", ",6736000,", ",6736k,"),
        ("bad date", "facts.csv", ",2004-03-31,", ",31/03/2004,"),
        ("repeated key", "facts.csv", "\nf2,", "\nf1,"),
        ("missing concept", "facts.csv", "\nf2,dei:TradingSymbol,", "\nf2,,"),
        ("period type", "facts.csv", ",duration,", ",during,"),
        ("missing column", "facts.csv", "fact_id,concept,", "fact_id,"),
        ("dangling key", "mentions.csv", "\nf2-1,f2,", "\nf2-1,f999,"),
    ]
    for name, file, old, new in breaks:
        with tempfile.TemporaryDirectory() as scratch:
            copy = shutil.copytree(folder, os.path.join(scratch, "csv"))
            path = os.path.join(copy, file)
            text = open(path, encoding="utf-8", newline="").read()
            assert old in text, f"{name}: nothing to break"
            open(path, "w", encoding="utf-8", newline="").write(text.replace(old, new, 1))
            try:
                validate(copy)
            except Exception:
                continue
            raise SystemExit(f"not refused: {name}")


def wide(folder):
    """The wide table is described as well, column by column."""
    import csv
    import json

    validate(folder)
    tables = json.load(open(os.path.join(folder, "csv-metadata.json"), encoding="utf-8"))["tables"]
    described = next(table for table in tables if table["url"] == "facts_wide.csv")["tableSchema"]["columns"]
    header = next(csv.reader(open(os.path.join(folder, "facts_wide.csv"), encoding="utf-8")))
    assert [column["titles"] for column in described] == header and len(header) > 7, header


def validate(folder):
    import warnings
    from csvw.metadata import TableGroup

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        group = TableGroup.from_file(os.path.join(folder, "csv-metadata.json"))
        rows = [list(table.iterdicts(strict=True)) for table in group.tables]
        group.check_referential_integrity()
    facts, mentions = rows[-2:]
    ids = [row["fact_id"] for row in facts]
    assert len(ids) == len(set(ids)) == 62, len(ids)
    known = set(ids)
    assert all(row["fact_id"] in known for row in mentions), "a mention of no fact"


def duckdb(folder):
    """DuckDB concludes the types itself and joins mentions to facts."""
    import duckdb as db

    facts, mentions = (os.path.join(folder, name) for name in ("facts.csv", "mentions.csv"))
    c = db.connect()
    types = {row[0]: row[1] for row in c.execute(f"describe select * from read_csv('{facts}')").fetchall()}
    for column, wanted in {"value": "DOUBLE", "period_end": "DATE", "period_start": "DATE", "decimals": "BIGINT", "line": "BIGINT", "label": "VARCHAR"}.items():
        assert types[column] == wanted, (column, types[column])
    total = c.execute(
        f"select value from read_csv('{facts}', types={{'value': 'DECIMAL(38,9)'}}) where concept = 'us-gaap:Revenues' "
        "and dimensions is null and period_end = date '2004-03-31'"
    ).fetchall()
    assert [int(row[0]) for row in total] == [6736000], total
    count = c.execute(f"select count(*) from read_csv('{mentions}') join read_csv('{facts}') using (fact_id)").fetchone()[0]
    assert count > 60, count


def pandas(folder):
    """pandas types numbers and dates as the README says."""
    import pandas as pd

    facts = pd.read_csv(os.path.join(folder, "facts.csv"), dtype={"entity": str}, parse_dates=["period_start", "period_end"])
    assert len(facts) == 62 and facts.value.dtype == "float64" and "datetime64" in str(facts.period_end.dtype), facts.dtypes
    assert facts.value.notna().sum() == facts.unit.notna().sum() and set(facts.entity) == {"0000801748"}


def libreoffice(folder):
    """LibreOffice opens the table: every row, numbers as numbers, no cell a formula."""
    import openpyxl

    with tempfile.TemporaryDirectory() as scratch:
        home = f"-env:UserInstallation=file://{scratch}/profile"
        # 44: comma, 34: quotes, 76: UTF-8, 1: from line 1
        command = ["soffice", "--headless", home, "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", scratch, os.path.join(folder, "facts.csv")]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        sheet = openpyxl.load_workbook(os.path.join(scratch, "facts.xlsx")).active
    assert sheet.max_row == 63, sheet.max_row
    header = [cell.value for cell in sheet[1]]
    values = [row[header.index("value")] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert 6736000 in values and all(value is None or isinstance(value, (int, float)) for value in values), values
    assert not any(cell.data_type == "f" for row in sheet for cell in row), "a formula"


globals()[sys.argv[1]](sys.argv[2])
