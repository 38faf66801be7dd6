"""What printed labels stood for, counted by filers: the table behind a line's first guess."""
import math
from collections import Counter, defaultdict
from functools import lru_cache

from . import labels
from .modern import MARK

full, core, tokens = lru_cache(None)(labels.full), lru_cache(None)(labels.core), lru_cache(None)(labels.tokens)
POSTINGS = 80  # concepts kept for one word
COPY = 0.3  # what a modern copy of a statement counts
KINDS = "IBCE"
CANDIDATES = 16


def features(text):
    """The words of a core label and their neighbouring pairs, each with its weight."""
    words = text.split()
    return [(w, 1.0) for w in sorted(set(words))] + [(f"{a} {b}", 0.5) for a, b in sorted(set(zip(words, words[1:])))]


def stated_unit(text):
    """The item type that a label itself states, as filers' viewers print it: (in shares), (in dollars per share)."""
    if text.endswith(" in shares"):
        return "sharesItemType"
    return "perShareItemType" if text.endswith((" in dollars per share", " in usd per share")) else None


class Counts:
    """For each kind of statement: full label, core label, word -> concept -> number of filers."""

    def __init__(self, statements, extra=(), types=None):
        self.types = types or {}
        self.full, self.core, self.word, self.prior = (defaultdict(Counter) for _ in range(4))
        seen = set()
        for s in statements:
            for label, concept in s.lines:
                if concept:
                    self._add(s.kind, label, concept, COPY if s.filer.endswith(MARK) else 1.0, seen, s.filer)
        for kind, label, concept, weight in extra:
            self._add(kind, label, concept, weight, None, None)
        self._prune()
        self.guesses = {}

    def _add(self, kind, label, concept, weight, seen, filer):
        a, b = full(label), core(label)
        if seen is None or (filer, kind, a, concept, 0) not in seen:
            self.full[kind, a][concept] += weight
        if seen is None or (filer, kind, b, concept, 1) not in seen:
            self.core[kind, b][concept] += weight
            self.prior[kind][concept] += weight
            for word, _ in features(b):
                self.word[kind, word][concept] += weight
        if seen is not None:
            seen.update(((filer, kind, a, concept, 0), (filer, kind, b, concept, 1)))

    def _prune(self):
        forms = defaultdict(set)
        for kind, a in self.full:
            forms[kind, self._core_of_full(a)].add(a)
        self.full = {k: v for k, v in self.full.items() if len(forms[k[0], self._core_of_full(k[1])]) > 1 and sum(v.values()) > 1}
        for key, found in list(self.word.items()):
            best = sorted(found.items(), key=lambda x: (-x[1], x[0]))[:POSTINGS]
            kept = [x for x in best if x[1] > 1 or len(best) <= 3]
            if kept and (" " not in key[1] or sum(n for _, n in kept) > 1):
                self.word[key] = Counter(dict(kept))
            else:
                del self.word[key]
        self.word_total = {k: sum(v.values()) for k, v in self.word.items()}
        self.prior_total = {k: sum(v.values()) for k, v in self.prior.items()}

    @staticmethod
    @lru_cache(None)
    def _core_of_full(text):
        return core(text.replace("#", "1"))

    def by_words(self, kind, text):
        """Naive Bayes over the words, flattened; for labels never seen."""
        prior, total = self.prior[kind], self.prior_total.get(kind, 1)
        scores, weights = defaultdict(float), 0.0
        for word, weight in features(text):
            found = self.word.get((kind, word))
            if not found:
                continue
            weights += weight
            expected = 2 * self.word_total[kind, word] / total
            for concept, n in found.items():
                scores[concept] += weight * math.log1p(n / expected)
        for concept in scores:
            n = prior[concept]
            scores[concept] += math.log(n / total) + weights * math.log(2 / (n + 2))
        top = max(scores.values(), default=0)
        odds = {c: math.exp((s - top) / 1.5) for c, s in scores.items() if s > top - 12}
        z = sum(odds.values())
        return {c: x / z for c, x in odds.items()}

    def guess(self, kind, label):
        """concept -> probability by the label alone, the best first."""
        key = kind, full(label), core(label)
        if key not in self.guesses:
            self.guesses[key] = self._guess(*key)
        return self.guesses[key]

    def _guess(self, kind, a, b):
        p = self.by_words(kind, b)
        anywhere = Counter()
        for k in KINDS:
            for concept, n in self.core.get((k, b), {}).items():
                if concept in self.prior[kind]:
                    anywhere[concept] += n
        for found, weight in ((anywhere, 1.0), (self.core.get((kind, b)), 0.5), (self.full.get((kind, a)), 0.5)):
            if found:
                n, rest = sum(found.values()), weight * math.sqrt(len(found))
                p = {c: x * rest / (n + rest) for c, x in p.items()}
                for concept, count in found.items():
                    p[concept] = p.get(concept, 0.0) + count / (n + rest)
        unit = stated_unit(a)
        if unit:
            p = {c: x for c, x in p.items() if self.types.get(c) == unit}
        best = sorted(p.items(), key=lambda x: (-x[1], x[0]))[:CANDIDATES]
        z = sum(x for _, x in best)
        return [(c, x / z) for c, x in best]
