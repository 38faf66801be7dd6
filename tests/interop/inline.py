"""Checks on the inline document: inline.py CHECK DOCUMENT SOURCE. Exit 0 when they hold, else the reason on standard error."""
import os
import subprocess
import sys
import tempfile


def text(document, source):
    """The text of the page is the text of the release, byte for byte."""
    from lxml import etree

    xhtml = "{http://www.w3.org/1999/xhtml}"
    page = etree.parse(document).getroot().find(xhtml + "body").find(xhtml + "pre")
    assert "".join(page.itertext()).encode() == open(source, "rb").read(), "the text differs"


def viewer(document, _):
    """ixbrl-viewer makes its page of it, with every fact."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [os.path.join(os.path.dirname(sys.executable), "arelleCmdLine"), "--internetConnectivity", "offline", "--plugins", "ixbrl-viewer"]
        command += ["-f", document, "--save-viewer", scratch]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
        pages = [name for name in os.listdir(scratch) if name.endswith((".htm", ".html"))]
        assert pages, done.stdout[-1500:] + done.stderr[-1500:]
        page = open(os.path.join(scratch, pages[0]), encoding="utf-8").read()
        assert "6,736,000" in page and '"f13"' in page, "facts are missing in the viewer's data"


globals()[sys.argv[1]](*sys.argv[2:4])
