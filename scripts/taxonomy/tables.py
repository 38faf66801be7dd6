"""The layouts of the embedded files; schemas/README.md describes them, src/taxonomy reads them."""
import re
import struct

KINDS = ("item", "abstract", "axis", "table", "member")
TYPES = {  # the order is that of `DataType` in src/taxonomy/concept.rs
    "monetaryItemType": 0, "perShareItemType": 1, "sharesItemType": 2, "percentItemType": 3, "pureItemType": 4, "integerItemType": 5,
    "decimalItemType": 6, "tokenItemType": 7, "noLangTokenItemType": 8, "stringItemType": 9, "normalizedStringItemType": 10,
    "textBlockItemType": 11, "dateItemType": 12, "dateTimeItemType": 13, "gYearItemType": 14, "gMonthDayItemType": 15,
    "durationItemType": 16, "booleanItemType": 17,
}
OTHER = 18
MEASURES = ("volumeItemType", "areaItemType", "massItemType", "energyItemType", "flowItemType")  # decimals with a unit of their own
BLOCK = 16
SUFFIXES = (("Abstract", "[Abstract]"), ("Axis", "[Axis]"), ("Member", "[Member]"), ("Domain", "[Domain]"), ("Table", "[Table]"),
            ("LineItems", "[Line Items]"), ("RollForward", "[Roll Forward]"))


def type_code(name):
    local = name.split(":")[-1]
    return TYPES["decimalItemType"] if local in MEASURES else TYPES.get(local, OTHER)


def words(name):
    """The words of a name: NetIncomeLoss -> Net Income Loss. The program does the same for elements without a stored label."""
    local = name.split(":")[-1]
    tail = ""
    for suffix, bracketed in SUFFIXES:
        if local.endswith(suffix) and len(local) > len(suffix):
            local, tail = local[:-len(suffix)], " " + bracketed
            break
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", local) + tail


def plain_words(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.split(":")[-1])


def _entry(element, before):
    name = element.name.encode()
    shared = 0
    while shared < min(len(name), len(before), 255) and name[shared] == before[shared]:
        shared += 1
    label = element.label if element.label not in (words(element.name), plain_words(element.name)) else ""
    text = label.encode()[:511]
    facts = KINDS.index(element.kind) | (8 if element.period == "instant" else 0) | {"": 0, "debit": 16, "credit": 32}[element.balance]
    tail = name[shared:]
    return struct.pack("<BBBBH", shared, len(tail), type_code(element.type), facts, len(text)) + tail + text


def catalogue(elements):
    """Elements in the order of their names, front-coded in blocks of 16."""
    offsets, blob = [], bytearray()
    before = b""
    for i, element in enumerate(elements):
        if i % BLOCK == 0:
            offsets.append(len(blob))
            before = b""
        blob += _entry(element, before)
        before = element.name.encode()
    return struct.pack("<II", len(elements), len(offsets)) + b"".join(struct.pack("<I", o) for o in offsets) + bytes(blob)


def calculation(arcs, ids):
    """Arcs as (parent, child, weight, filings), sorted by parent, then the same arcs' numbers sorted by child."""
    known = sorted((ids[p], ids[c], w, min(n, 255)) for (p, c), (w, n) in arcs.items() if p in ids and c in ids and p != c)
    by_child = sorted(range(len(known)), key=lambda i: (known[i][1], known[i][0]))
    arcs_bytes = b"".join(struct.pack("<HHbB", *arc) for arc in known)
    return struct.pack("<I", len(known)) + arcs_bytes + b"".join(struct.pack("<H", i) for i in by_child)
