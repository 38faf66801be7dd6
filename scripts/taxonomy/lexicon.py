"""The lexicon out of the evidence: scripts/lexicon, compiled here, does the counting and the training."""
import subprocess
import tempfile
from pathlib import Path

from .modern import COPY, MARK

SOURCE = Path(__file__).resolve().parent.parent / "lexicon" / "main.rs"
CALIBRATION = [5 * i for i in range(21)]  # the true share of rights, in hundredths, where the linker says 0, 5 ... 100


def rows(statements, extra, numbers):
    """The evidence as scripts/lexicon reads it."""
    for s in statements:
        yield f"S\t{s.filer}\t{s.kind}\t{s.era}\t{COPY if s.filer.endswith(MARK) else 1}"
        for label, concept in s.lines:
            yield f"L\t{numbers.get(concept, '')}\t{' '.join(label.split())}"
    for kind, label, concept, weight in extra:
        yield f"X\t{kind}\t{numbers[concept]}\t{weight}\t{' '.join(label.split())}"


def trained(statements, extra, numbers):
    """The bytes of the lexicon."""
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "train"
        subprocess.run(["rustc", "--edition", "2024", "-O", "-o", program, SOURCE], check=True)
        text = "\n".join(rows(statements, extra, numbers)).encode()
        return subprocess.run([program, ",".join(map(str, CALIBRATION))], input=text, stdout=subprocess.PIPE, check=True).stdout
