#!/usr/bin/env python3
"""Makes a corpus for trying out `hemaexport batch`: very many releases out of a few, each with its own company, CIK and figures.

    scripts/make_corpus.py FOLDER --documents 100000 examples/*.txt tests/releases/*/release.*

Each document is one of those named with the digits of its larger amounts shifted and a header in front, so that no two have the same
bytes. Every hundredth is broken in a way that occurs: empty, binary, cut off, a picture, no release. They stand in folders of a thousand;
with --tar NAME, --zip NAME one archive is written instead. The same arguments give the same bytes.
"""

import argparse
import io
import random
import re
import tarfile
import zipfile
from pathlib import Path

AMOUNT = re.compile(rb"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
HEADER = """<SEC-DOCUMENT>{accession}.txt : {filed}
<SEC-HEADER>{accession}.hdr.sgml : {filed}
ACCESSION NUMBER:\t\t{accession}
CONFORMED SUBMISSION TYPE:\t8-K
FILED AS OF DATE:\t\t{filed}
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\t{company}
\t\tCENTRAL INDEX KEY:\t\t\t{cik:010}
</SEC-HEADER>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<TEXT>
"""
BROKEN = (b"", b"\x7fELF\x02\x01\x01" + bytes(300), b"%PDF-1.4\n", b"The weather is fine.\n", b"<html><table><tr><td>Sales")


def shifted(amount: bytes, by: int) -> bytes:
    """The amount with its first digit moved on, so that sums still differ by little and widths stay."""
    digits = str((int(amount[:1]) - 1 + by) % 9 + 1).encode()
    return digits + amount[1:]


def document(number: int, texts: list[bytes]) -> tuple[str, bytes]:
    chance = random.Random(number)
    year = chance.randrange(1996, 2025)
    filed = f"{year}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    accession = f"{chance.randrange(10**6, 2 * 10**6):010}-{year % 100:02}-{number % 10**6:06}"
    if number % 100 == 99:
        return f"{accession}.txt", BROKEN[number // 100 % len(BROKEN)]
    text = chance.choice(texts)
    by = chance.randrange(9)
    body = AMOUNT.sub(lambda match: shifted(match.group(), by), text)
    header = HEADER.format(accession=accession, filed=filed, company=f"COMPANY {number} INC", cik=number + 1)
    return f"{accession}.txt", header.encode() + body + b"\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("releases", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--tar", metavar="NAME", help="one gzipped tar archive, as EDGAR's daily feed has them")
    parser.add_argument("--zip", metavar="NAME", help="one zip archive")
    arguments = parser.parse_args()
    texts = [path.read_bytes() for path in sorted(arguments.releases)]
    documents = (document(number, texts) for number in range(arguments.documents))
    arguments.folder.mkdir(parents=True, exist_ok=True)
    if arguments.tar:
        with tarfile.open(arguments.folder / arguments.tar, "w:gz", compresslevel=1) as archive:
            for name, content in documents:
                entry = tarfile.TarInfo(name)
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
    elif arguments.zip:
        with zipfile.ZipFile(arguments.folder / arguments.zip, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in documents:
                archive.writestr(zipfile.ZipInfo(name), content)
    else:
        for number, (name, content) in enumerate(documents):
            folder = arguments.folder / f"{number // 1000:04}"
            folder.mkdir(exist_ok=True)
            (folder / name).write_bytes(content)


if __name__ == "__main__":
    main()
