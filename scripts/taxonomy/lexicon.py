"""The lexicon out of the evidence: scripts/lexicon, compiled here, does the counting and the training."""
import subprocess
import tempfile
from pathlib import Path

from .modern import COPY, MARK

SOURCE = Path(__file__).resolve().parent.parent / "lexicon" / "main.rs"
# The true share of rights, in hundredths, where the linker would say 0, 5 ... 100: halfway between what measure_linker.py finds on the filings of
# 2010 to 2025 and on the filers of 2009 and 2010 that were left out, made smooth.
CALIBRATION = [0, 3, 8, 15, 20, 26, 34, 41, 46, 50, 55, 59, 61, 64, 68, 72, 77, 82, 87, 92, 96]


def rows(statements, extra, today, numbers):
    """The evidence as scripts/lexicon reads it."""
    for s in statements:
        yield f"S\t{s.filer}\t{s.kind}\t{s.era}\t{COPY if s.filer.endswith(MARK) else 1}"
        for label, concept in s.lines:
            yield f"L\t{numbers.get(concept, '')}\t{' '.join(label.split())}"
    for kind, label, concept, weight in extra:
        yield f"X\t{kind}\t{numbers[concept]}\t{weight}\t{' '.join(label.split())}"
    for kind, label, concept, weight, by in today:
        yield f"T\t{kind}\t{numbers[concept]}\t{weight}\t{by}\t{' '.join(label.split())}"


def trained(statements, extra, today, numbers):
    """The bytes of the lexicon."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "train"
        subprocess.run(["rustc", "--edition", "2024", "-O", "-o", program, SOURCE], check=True)
        text = "\n".join(rows(statements, extra, today, numbers)).encode()
        return subprocess.run([program, ",".join(map(str, CALIBRATION))], input=text, stdout=subprocess.PIPE, check=True).stdout
