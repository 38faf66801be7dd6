"""Weights that tell a line's concept from its first guesses and what stands around it: a log-linear model trained by FTRL-proximal."""
import math
import random
from array import array
from collections import Counter, namedtuple

from . import context
from .counts import Counts
from .evidence import share
from .modern import MARK

FOLDS = 3
RARE = 3  # features met less often are left out
RATE, SMOOTH, L1, L2 = 0.2, 0.3, 1.0, 3.0
EPOCHS = 3
CALIBRATION = [5 * i for i in range(21)]  # the true share of rights, in hundredths, where the model says 0, 5 ... 100
Example = namedtuple("Example", "weight candidates likelihood met gold features key")


def statement_examples(counts, statement, era, seen, weight):
    """The lines of a statement not met before as examples."""
    labels = [label for label, _ in statement.lines]
    keys = [(statement.filer, statement.kind, label.lower(), concept) for label, concept in statement.lines]
    if all(key in seen for key in keys):
        return
    guesses = [counts.guess(statement.kind, label) for label in labels]
    tops = [g[0][0] if g else context.NONE for g in guesses]
    below, above = context.anchors(statement.kind, tops)
    common = context.shared(statement.kind, tops)
    for i, (key, guess) in enumerate(zip(keys, guesses)):
        if key in seen:
            continue
        seen.add(key)
        concepts = [c for c, _ in guess]
        before, after = set(tops[:i]), set(tops[i + 1:])
        gold = concepts.index(key[3]) if key[3] in concepts else -1
        features = [(f[0], statement.kind) + f[1:] for f in common + context.line(statement.kind, labels, tops, below, above, i, era)]
        yield Example(weight, concepts, [math.log(p + 1e-6) for _, p in guess], [(c in before) + 2 * (c in after) for c in concepts],
                      gold, features, key)


def _era(filer, era):
    return era if share("era" + filer, 2) else ""


def _fold(statement):
    return share(statement.filer.rstrip(MARK), FOLDS)


def examples(statements, extra, types):
    """Examples of all statements, each guessed by counts that have not seen its filer."""
    for fold in range(FOLDS):
        counts = Counts((s for s in statements if _fold(s) != fold), extra, types)
        seen = set()
        for s in statements:
            if _fold(s) == fold and s.kind in context.ANCHORS:
                yield from statement_examples(counts, s, _era(s.filer, s.era), seen, 1.0)


class Model:
    """Weights by feature and concept, and of a candidate's own features."""

    def __init__(self):
        self.rows = {}  # feature -> concept -> place in the three arrays
        self.weights, self.z, self.n = array("d", [0.0]), array("d", [0.0]), array("d", [0.0])  # place 0 stays nought
        self.own = [1.0, 0.0, 0.0]
        self.own_n = [1.0, 1.0, 1.0]

    def row(self, feature):
        """concept -> weight"""
        return {c: self.weights[i] for c, i in self.rows[feature].items() if self.weights[i]}

    def odds(self, example, rows):
        own, weights = self.own, self.weights
        scores = [own[0] * x + own[1] * (m & 1) + own[2] * (m >> 1) for x, m in zip(example.likelihood, example.met)]
        concepts = example.candidates
        for row in rows:
            if row:
                get = row.get
                scores = [s + weights[get(c, 0)] for s, c in zip(scores, concepts)]
        top = max(scores)
        scores = [math.exp(s - top) for s in scores]
        z = sum(scores)
        return [s / z for s in scores]

    def learn(self, example):
        rows = [self.rows[f] for f in example.features]
        p = self.odds(example, rows)
        if p[example.gold] > 0.995:
            return
        for j, concept in enumerate(example.candidates):
            g = (p[j] - (j == example.gold)) * example.weight
            if abs(g) > 0.004:
                self._step_own(g, example.likelihood[j], example.met[j])
                for row in rows:
                    self._step(row, concept, g)

    def _step_own(self, g, likelihood, met):
        for k, x in enumerate((likelihood, met & 1, met >> 1)):
            if x:
                self.own_n[k] += g * g * x * x
                self.own[k] -= (0.1 if k == 0 else 1.0) * RATE * g * x / math.sqrt(self.own_n[k])

    def _step(self, row, concept, g):
        i = row.get(concept)
        if i is None:
            i = row[concept] = len(self.weights)
            self.weights.append(0.0)
            self.z.append(0.0)
            self.n.append(0.0)
        n = self.n[i]
        root = math.sqrt(n + g * g)
        z = self.z[i] + g - (root - math.sqrt(n)) / RATE * self.weights[i]
        self.z[i], self.n[i] = z, n + g * g
        self.weights[i] = 0.0 if abs(z) <= L1 else -(z - math.copysign(L1, z)) / ((SMOOTH + root) / RATE + L2)


def train(found, say):
    """Trains on examples in a fixed shuffled order."""
    met = Counter(f for e in found for f in e.features)
    model = Model()
    model.rows = {f: {} for f, n in met.items() if n >= RARE}
    found = [e._replace(features=[f for f in e.features if f in model.rows]) for e in found]
    usable = [e for e in found if e.gold >= 0 and len(e.candidates) > 1]
    for epoch in range(EPOCHS):
        random.Random(epoch).shuffle(usable)
        for e in usable:
            model.learn(e)
        say(f"epoch {epoch + 1}: {sum(w != 0 for w in model.weights)} weights, own {[round(x, 3) for x in model.own]}")
    return model
