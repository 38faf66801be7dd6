"""The table of postings behind the linker: counts and weights under hashed keys; schemas/README.md describes it."""
import math
import struct

from . import context

SPECIAL = {context.START: 0xFFFD, context.END: 0xFFFE, context.NONE: 0xFFFF}
CONCEPT_PART = {**dict.fromkeys("PNQMXYfh", 0), **dict.fromkeys("jkx", 1)}  # which part of a feature is a concept
BLOCK = 16
LONGEST = 255


def hashed(data):
    """FNV-1a, 32 bits."""
    h = 0x811C9DC5
    for byte in data:
        h = (h ^ byte) * 0x01000193 & 0xFFFFFFFF
    return h


def key(tag, kind, parts, ids):
    coded = [struct.pack("<H", SPECIAL.get(p, ids.get(p, 0xFFFF))) if CONCEPT_PART.get(tag) == i else p.encode() for i, p in enumerate(parts)]
    return hashed(tag.encode() + kind.encode() + b"\x1f".join(coded))


def count_code(n):
    """A count in one byte: a twentieth of a power of two a step."""
    return max(1, min(255, round(30 + 20 * math.log2(n))))


def weight_code(w):
    """A weight in one byte: a twenty-fourth a step, 128 is nought."""
    return max(0, min(255, round(w * 24) + 128))


def postings(counts, model, ids):
    """(key, [(concept number, byte)], how many filers or weights stand behind it)"""
    for tag, table in (("A", counts.full), ("C", counts.core), ("W", counts.word)):
        for (kind, text), found in table.items():
            yield key(tag, kind, [text], ids), [(ids[c], count_code(n)) for c, n in found.items()], sum(found.values())
    for kind, found in counts.prior.items():
        coded = sorted((ids[c], count_code(n)) for c, n in found.items())
        for i in range(0, len(coded), 200):
            yield key("R", kind, [str(i // 200)], ids), coded[i:i + 200], 1e9
    for kind, concepts in context.ANCHORS.items():
        yield key("G", kind, [], ids), [(ids[c], 1) for c in concepts], 1e9
    for kind, concepts in context.FLAGS.items():
        yield key("H", kind, [], ids), [(ids[c], 1) for c in concepts], 1e9
    for feature in model.rows:
        coded = [(ids[c], weight_code(w)) for c, w in model.row(feature).items()]
        coded = [x for x in coded if x[1] != 128]
        if coded:
            yield key(feature[0], feature[1], feature[2:], ids), coded, len(coded)


def pack(counts, model, calibration, ids):
    """The whole table as bytes; of two keys that fall together the one with more behind it stays."""
    table = {}
    for k, found, behind in postings(counts, model, ids):
        if k not in table or behind > table[k][0]:
            best = sorted(found, key=lambda x: (-abs(x[1] - 128), x[0]))[:LONGEST] if len(found) > LONGEST else found
            table[k] = behind, sorted(best)
    keys = sorted(table)
    starts, at = [], 0
    for i, k in enumerate(keys):
        if i % BLOCK == 0:
            starts.append(at)
        at += len(table[k][1])
    every = [x for k in keys for x in table[k][1]]
    parts = [struct.pack("<II", len(keys), len(every)), struct.pack("<3f", *model.own), bytes(calibration)]
    parts += [struct.pack(f"<{len(keys)}I", *keys), struct.pack(f"<{len(starts)}I", *starts), bytes(len(table[k][1]) for k in keys)]
    parts += [struct.pack(f"<{len(every)}H", *(c for c, _ in every)), bytes(v for _, v in every)]
    return b"".join(parts)
