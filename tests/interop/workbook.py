"""Checks on workbooks: workbook.py CHECK FILE. Exit 0 when they hold, else the reason on standard error."""
import datetime
import os
import re
import subprocess
import sys
import tempfile

import openpyxl

ALARM = "FFFDE6E6"


def load(path, values=False):
    return openpyxl.load_workbook(path, data_only=values)


def figures(book):
    """Cells of statements that stand for a fact, each with the fact's id."""
    for sheet in book.worksheets:
        if sheet.title not in ("Facts", "Findings", "About"):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.comment:
                        yield sheet.title, cell, re.match(r"f\d+", cell.comment.text).group()


def facts(book):
    rows = list(book["Facts"].iter_rows(values_only=True))
    return {row[0]: dict(zip(rows[0], row)) for row in rows[1:]}


def recalculated(path):
    """Every formula, computed anew by LibreOffice, gives the printed figure; every cell is its fact's."""
    book = load(path)
    known = facts(book)
    totals = [(sheet, cell.coordinate, known[fact]["Value"]) for sheet, cell, fact in figures(book) if cell.data_type == "f"]
    assert totals, "no total is a formula"
    with tempfile.TemporaryDirectory() as scratch:
        bare = os.path.join(scratch, "bare.xlsx")
        book.save(bare)  # without the values that hemaexport put beside the formulas
        bared = load(bare, values=True)
        assert all(bared[sheet][place].value is None for sheet, place, _ in totals)
        convert(bare, os.path.join(scratch, "out"), "xlsx")
        computed = load(os.path.join(scratch, "out", "bare.xlsx"), values=True)
    for sheet, place, printed in totals:
        value = computed[sheet][place].value
        assert abs(value - printed) < 1e-6, (sheet, place, value, printed)
    kept = load(path, values=True)
    for sheet, cell, fact in figures(kept):
        value = known[fact]["Value"] if known[fact]["Value"] is not None else known[fact]["Text"]
        assert cell.value == value, (sheet, cell.coordinate, cell.value, value)
    print(len(totals))


def convert(path, folder, form):
    home = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(["soffice", "--headless", home, "--convert-to", form, "--outdir", folder, path], check=True, capture_output=True, timeout=240)


def layout(path):
    """What an analyst expects to find: panes, widths, print set-up, typed columns that can be filtered, the way back to the source."""
    book = load(path)
    assert book.sheetnames[-3:] == ["Facts", "Findings", "About"], book.sheetnames
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes, sheet.title
        assert sheet.column_dimensions["A"].width > 5, sheet.title
        assert sheet.page_setup.fitToHeight == 0 and sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title
        assert sheet.print_title_rows, sheet.title
    for name in ("Facts", "Findings"):
        table = book[name].tables[name]
        assert table.autoFilter.ref == table.ref and len(table.tableColumns) > 6, name
    for row in facts(book).values():
        assert isinstance(row["Period end"], datetime.datetime), row
        assert (row["Unit"] is None) == (row["Value"] is None), row
        assert row["Value"] is None or isinstance(row["Value"], (int, float)), row
    for name in {"Narrative", "Cover"} & set(book.sheetnames):
        rows = list(book[name].iter_rows(min_row=4, values_only=True))
        assert rows[0] == ("What", "Concept", "Value", "Unit", "Period", "Where it says so"), rows[0]
        # a level and its change have the same words: each row says which it is
        told = {(row["Concept"], row["Label"]) for row in facts(book).values()}
        assert len(rows) > 1 and all((row[1], row[0]) in told for row in rows[1:]), name
    formats = {cell.number_format for _, cell, _ in figures(book) if cell.data_type in "nf"}
    assert formats and all(len(form.split(";")) == 3 for form in formats), formats
    about = {row[0]: row[1] for row in book["About"].iter_rows(values_only=True) if row[0]}
    assert re.fullmatch("[0-9a-f]{64}", about["SHA-256 of the source"]) and about["Made by"].startswith("hemaexport "), about
    for _, cell, fact in figures(book):
        assert " at " in cell.comment.text and "printed “" in cell.comment.text, cell.comment.text


def contradiction(path):
    """A printed total that its parts do not give stays as printed, and is marked; so is a figure that is printed in two ways."""
    book = load(path)
    marked = [cell for _, cell, _ in figures(book) if cell.fill.start_color.rgb == ALARM]
    assert marked and all(cell.data_type == "n" for cell in marked), marked
    assert any("264" in cell.comment.text and cell.value == 264000 for cell in marked), [cell.comment.text for cell in marked]


def harmless(path):
    """Words that look like formulas are words."""
    book = load(path)
    assert any(str(row["Label"]).startswith("=1+1") for row in facts(book).values())
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert cell.comment and re.fullmatch(r"=-?[A-Z]+\d+([+-][A-Z]+\d+)*", cell.value), (sheet.title, cell.coordinate, cell.value)


globals()[sys.argv[1]](sys.argv[2])
