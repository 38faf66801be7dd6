"""The SEC's own rules, as Arelle's EDGAR plug-in holds them: efm.py ARELLE PACKAGE DOCUMENT... Exit 0 when no document breaks a rule that
a release can satisfy; schemas/README.md says why it can't satisfy the others."""
import collections
import os
import re
import subprocess
import sys

# Rule -> why it stays; a key that ends in a dot stands for all that begin with it.
BEYOND = {
    "EFM.6.05.20.": "cover facts that only a filing states",
    "EFM.6.05.21.": "cover facts that only a filing states",
    "EFM.6.05.46.": "said of cover facts while the submission's type is unknown",
    "EFM.attachmentDocumentType": "the submission's type is unknown",
    "EFM.6.05.42": "the concept that fits was deprecated before the taxonomy's year",
    "EFM.6.07.16": "a concept of the entity's own whose printed label gives the name of a published one that does not fit",
    "EFM.5.02.05.14.": "a date and time printed in two pieces, an ordinal: no transformation reads them",
    "EFM.5.02.05.graphicFileError": "pictures of the page are files of their own, beside the release",
    "DQC.": "quality rules on what the company reports, not on how",
}
LINE = re.compile(r"^\[(?!info)([^\]\s]+)\] (.*)", re.M)


def messages(arelle, package, document):
    home = os.path.join(os.environ["XDG_CONFIG_HOME"], "efm")
    os.makedirs(home, exist_ok=True)
    command = [arelle, "--plugins", "validate/EFM", "--disclosureSystem", "efm-pragmatic", "--validate", "--packages", package]
    command += ["--internetConnectivity", "offline", "--file", document]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "XDG_CONFIG_HOME": home}, timeout=900)
    found = LINE.findall(done.stdout + done.stderr)
    assert any(code == "EFM.coverFacts" for code, _ in found), "the rules did not run: " + (done.stdout + done.stderr)[-2000:]
    return [(code, text) for code, text in found if code != "EFM.coverFacts"]


def is_beyond(code):
    return any(code.startswith(rule) if rule.endswith(".") else code == rule for rule in BEYOND)


def main(arelle, package, *documents):
    broken = []
    for document in documents:
        found = messages(arelle, package, document)
        counts = collections.Counter(code for code, _ in found)
        print(os.path.basename(document), dict(counts.most_common()))
        broken += [f"{document}: [{code}] {text[:300]}" for code, text in found if not is_beyond(code)]
    assert not broken, "\n".join(broken)


main(*sys.argv[1:])
