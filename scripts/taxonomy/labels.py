"""Printed labels brought into the forms that the lexicon knows. src/taxonomy/label.rs does the same; tests/ holds both to the same examples."""
import re

_TOKEN = re.compile(r"[a-z]+|\$?[0-9](?:[.,]?[0-9])*%?|\.[0-9]+|&|[()]")

LONG = {  # abbreviations and ways of writing
    "accum": "accumulated", "acct": "account", "accts": "account", "amort": "amortization", "depr": "depreciation", "equip": "equipment",
    "exp": "expense", "exps": "expense", "misc": "other", "miscellaneous": "other", "def": "deferred", "int": "interest",
    "invest": "investment", "liab": "liability", "oper": "operating", "prop": "property", "prov": "provision", "rec": "receivable",
    "secs": "security", "wtd": "weighted", "wgt": "weighted", "avg": "average", "weighed": "weighted", "sg": "selling general", "ppe": "property plant equipment",
    "longterm": "long term", "shortterm": "short term", "noncurrent": "non current", "noncash": "non cash",
    "noncontrolling": "non controlling", "nonoperating": "non operating", "nonaccrual": "non accrual", "noninterest": "non interest",
    "nonvested": "non vested", "nonperforming": "non performing", "eps": "earnings per share", "pretax": "before income tax",
    "stockholder": "shareholder", "stockholders": "shareholder", "shareowner": "shareholder", "shareowners": "shareholder",
    "rou": "right use", "cogs": "cost goods sold",
}
STOP = {"the", "of", "and", "in", "to", "for", "on", "at", "by", "a", "an", "s", "or", "its", "our"}
CUT = {  # what follows is a note on the amount, not its name
    ("net", "of"): {"accumulated", "allowance", "allowances", "reserve", "reserves", "unamortized", "discount", "current", "related"},
    ("less",): {"accumulated", "allowance", "allowances"}, ("including",): {"accumulated", "allowance", "of", "related"},
    ("includes",): {"accumulated", "allowance", "of", "related"}, ("excluding",): {"accumulated", "allowance", "of", "related"},
    ("exclusive",): {"of"}, ("inclusive",): {"of"}, ("par",): {"value"}, ("#",): {"par"}, ("no",): {"par"}, ("without",): {"par"},
}


def _groups(label):
    """The words with the number of the bracket they stand in (0: none) and numbers as #."""
    text = label.lower()
    text = re.sub(r"['\u2018\u2019]", "", text)
    depth = group = 0
    for token in _TOKEN.findall(text):
        if token == "(":
            depth += 1
            group += 1
        elif token == ")":
            depth = max(depth - 1, 0)
        else:
            word = "and" if token == "&" else token if token.isalpha() else "#"
            yield word, group if depth else 0


def _is_mark(words):
    """Whether a bracket holds no more than a footnote mark: (1), (a), (note 6)."""
    return len(words) == 1 and len(words[0]) == 1 or words[0] in ("note", "notes")


def tokens(label):
    """The words without footnote marks, each with whether it stands in brackets."""
    found = list(_groups(label))
    held = {}
    for word, group in found:
        held.setdefault(group, []).append(word)
    return [(word, group > 0) for word, group in found if not (group and _is_mark(held[group]))]


def full(label):
    """All words."""
    return " ".join(word for word, _ in tokens(label))


def stem(word):
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _cut(words):
    for i, word in enumerate(words):
        if i and word in ("authorized", "unlimited"):
            return words[:i]
        for start, after in CUT.items():
            n = len(start)
            if i and tuple(words[i:i + n]) == start and len(words) > i + n and words[i + n] in after:
                return words[:i]
    return words


def core(label):
    """The words that name the amount: no brackets, no notes, no numbers, one form for each word."""
    found = tokens(label)
    words = [stem(w) for word in _cut([w for w, inside in found if not inside]) for w in LONG.get(word, word).split()]
    words = [w for w in words if w not in STOP and w != "#" and len(w) > 1]
    return " ".join(words or [stem(w) for w, _ in found if w != "#"])
