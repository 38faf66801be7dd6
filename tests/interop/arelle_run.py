"""Runs Arelle on a batch of jobs, offline: JSON jobs on standard input, JSON results on standard output.

A job: {"file", "calc"?, "packages"?, "kind"? ("report" or "taxonomy" package), "facts"? (true: also the facts as read), "load_only"?}.
A result: {"messages": [[level, code, text]], "facts": [...], "notes": [number of footnote arcs of each report]}.
"""
import datetime
import json
import logging
import os
import sys

os.environ["ARELLE_WORK_OFFLINE"] = "1"
from arelle import XbrlConst  # noqa: E402
from arelle.api.Session import Session  # noqa: E402
from arelle.RuntimeOptions import RuntimeOptions  # noqa: E402

PREFIXES = {"http://www.xbrl.org/2003/instance": "xbrli", "http://www.xbrl.org/2003/iso4217": "iso4217"}
QUIET = {"DEBUG", "INFO", "INFO-SEMANTIC", "INFO-RESULT"}


class Collector(logging.Handler):
    def __init__(self):
        super().__init__()
        self.messages = []

    def emit(self, record):
        if record.levelname.upper() not in QUIET:
            self.messages.append([record.levelname, getattr(record, "messageCode", ""), record.getMessage()])


def last_day(moment):
    return (moment - datetime.timedelta(days=1)).date().isoformat()


def measure(name):
    prefix = PREFIXES.get(name.namespaceURI)
    return name.localName if prefix else "own:" + name.localName


def unit(fact):
    if fact.unit is None:
        return ""
    over, under = ("*".join(sorted(measure(m) for m in part)) for part in fact.unit.measures)
    return over + ("/" + under if under else "")


def flat(fact, report):
    context = fact.context
    dimensions = {str(axis): str(value.memberQname) for axis, value in context.qnameDims.items()}
    return {
        "id": fact.id,
        "report": report,
        "concept": str(fact.qname),
        "scheme": context.entityIdentifier[0],
        "entity": context.entityIdentifier[1],
        "start": "" if context.isInstantPeriod else context.startDatetime.date().isoformat(),
        "end": last_day(context.instantDatetime if context.isInstantPeriod else context.endDatetime),
        "unit": unit(fact),
        "dimensions": ";".join(sorted(f"{axis}={member}" for axis, member in dimensions.items())),
        "value": None if fact.isNil else fact.value,
        "decimals": (fact.decimals or "") if fact.isNumeric else "",
        "numeric": fact.isNumeric,
        "block": fact.concept.isTextBlock,
        "types": [type(value).__name__ for value in (fact.xValue, context.endDatetime)],
    }


def run(job):
    collector = Collector()
    thorough = not job.get("load_only")
    options = RuntimeOptions(
        entrypointFile=job["file"],
        internetConnectivity="offline",
        keepOpen=True,
        validate=thorough,
        validateXmlOim=thorough,
        utrValidate=thorough,
        calcs=job.get("calc", "c11r") if thorough else None,
        validateDuplicateFacts="inconsistent" if thorough else None,
        packages=job.get("packages") or None,
        reportPackage=job.get("kind") == "report",
        taxonomyPackage=job.get("kind") == "taxonomy",
        disablePersistentConfig=True,
    )
    result = {"facts": [], "notes": []}
    with Session() as session:
        session.run(options, logHandler=collector)
        for report, model in enumerate(session.get_models() if job.get("facts") else []):
            result["facts"] += [flat(fact, report) for fact in model.factsInInstance if fact.isItem and fact.concept is not None]
            if model.factsInInstance:
                result["notes"].append(len(model.relationshipSet(XbrlConst.factFootnote).modelRelationships))
    result["messages"] = collector.messages
    return result


if __name__ == "__main__":
    json.dump([run(job) for job in json.load(sys.stdin)], sys.stdout)
