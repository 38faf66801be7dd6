"""Arelle as one more reader of facts: each XBRL form loaded with its taxonomy, the facts in the common spelling of `readers`.

The us-gaap taxonomy package is named by HEMAEXPORT_US_GAAP_PACKAGE; nothing is fetched.
"""
import html
import os
import re

import readers

FORMS = {
    "xbrl": ".xml",
    "ixbrl": ".htm",
    "xbrl-json": ".json",
    "xbrl-csv": ".json",
    "xbri": ".xbri",
    "xbr": ".xbr",
    "report-package": ".zip",
}
# An inline document tags a figure wherever it is printed; only the first has the fact's own name.
AGAIN = re.compile(r"f\d+-\d+")
LINKBASES = ("_cal.xml", "_def.xml", "_lab.xml", "_pre.xml")


def spelt(fact):
    value = html.unescape(fact["value"]) if fact["block"] and fact["value"] else fact["value"]
    unit = fact["unit"] or ("pure" if fact["numeric"] else "")
    amount = value if fact["numeric"] else None
    return readers.fact(fact["concept"], fact["entity"], fact["start"], fact["end"], unit, fact["dimensions"], amount, value)


def reader(form):
    def read(folder):
        import arelle_run

        file = readers.only(folder, FORMS[form], LINKBASES)
        packages = [os.environ["HEMAEXPORT_US_GAAP_PACKAGE"]]
        kind = "report" if form in ("xbri", "xbr", "report-package") else ""
        result = arelle_run.run({"file": file, "packages": packages, "kind": kind, "facts": True, "load_only": True})
        assert not result["messages"], result["messages"][:3]
        facts = [fact for fact in result["facts"] if not AGAIN.fullmatch(fact["id"] or "")]
        reports = {fact["report"] for fact in facts}
        assert len(reports) == (4 if form == "report-package" else 1), reports
        first, *others = ([spelt(fact) for fact in facts if fact["report"] == report] for report in sorted(reports))
        ordered = lambda rows: sorted(tuple(row.values()) for row in rows)
        assert all(ordered(rows) == ordered(first) for rows in others), "the reports of the package differ"
        kinds = zip(*(fact["types"] for fact in facts if fact["numeric"] and fact["value"]))
        return first, readers.seen(*("/".join(sorted(set(names))) for names in kinds))

    return read


READERS = {(form, "Arelle"): reader(form) for form in FORMS}
COMMANDS = {
    (form, "Arelle"): f"arelleCmdLine --packages us-gaap-2023.zip --file out/{name}"
    for form, name in {
        "xbrl": "hema-20040331.xml",
        "ixbrl": "hema-20040331.htm",
        "xbrl-json": "hema-20040331.json",
        "xbrl-csv": "hema-20040331.json",
        "xbri": "hema-20040331.xbri --reportPackage",
        "xbr": "hema-20040331.xbr --reportPackage",
        "report-package": "hema-20040331.zip --reportPackage",
    }.items()
}
