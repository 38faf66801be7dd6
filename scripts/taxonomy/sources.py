"""The published files that the embedded data are made from, read as they are."""
import csv
import gzip
import io
import re
import zipfile
from collections import namedtuple

Element = namedtuple("Element", "name kind type period balance label")  # name with its prefix: us-gaap:Revenues

KINDS = {"xbrldt:hypercubeItem": "table", "xbrldt:dimensionItem": "axis"}


def rows(path):
    """The rows of a CSV file, gzipped or not, as dictionaries."""
    raw = gzip.open(path) if path.suffix == ".gz" else open(path, "rb")
    with io.TextIOWrapper(raw, encoding="utf-8", newline="") as text:
        yield from csv.DictReader(text)


def _attributes(tag):
    return dict(re.findall(r"""([\w:]+)\s*=\s*['"]([^'"]*)['"]""", tag))


def _kind(a):
    if a.get("abstract") != "true":
        return "item"
    return KINDS.get(a["substitutionGroup"], "member" if a["type"].endswith("domainItemType") else "abstract")


def _schema(archive, prefix, labels):
    name = next(n for n in archive.namelist() if n.endswith(f"/{prefix}-2023.xsd"))
    for tag in re.findall(r"<xs:element\b[^>]*>", archive.read(name).decode()):
        a = _attributes(tag)
        if "substitutionGroup" in a:
            local = a["name"]
            yield Element(f"{prefix}:{local}", _kind(a), a["type"], a["xbrli:periodType"], a.get("xbrli:balance", ""), labels.get(local, ""))


def elements(folder):
    """Every element of the 2023 us-gaap, srt and dei schemas; what the schemas state is never taken from elsewhere."""
    gaap = {r["name"]: r["label"] for r in rows(folder / "us_gaap_concepts.csv.gz")}
    dei = {r["name"]: r["label_2023"] for r in rows(folder / "dei_concepts.csv")}
    with zipfile.ZipFile(folder / "us-gaap-2023.zip") as archive:
        found = [e for prefix, labels in (("us-gaap", gaap), ("srt", {}), ("dei", dei)) for e in _schema(archive, prefix, labels)]
    return sorted(found, key=lambda e: e.name.encode())


def calculations(folder):
    """(parent, child) -> (weight, how many filings state it; the taxonomy's own arcs count nought)."""
    arcs = {}
    for r in rows(folder / "calculations_us_gaap_2023.csv"):
        arcs.setdefault((r["parent"], r["child"]), (int(r["weight"]), 0))
    for r in rows(folder / "calculations_filed.csv"):
        weight, _ = arcs.get((r["parent"], r["child"]), (int(float(r["weight"])), 0))
        if weight == int(float(r["weight"])):
            arcs[r["parent"], r["child"]] = (weight, int(r["n_filings"]))
    return arcs
