"""What the small reader can be spared: the weights of its gate, fitted to what it says of our own articles.

A mention's target is the probability that the reader gives it, or certainty where the annotation has an event there.
Every article is weighed by weights that were fitted without it; the least chance is the highest at which fewer than one
record in two hundred of those that the reader would put on record is lost, among all articles and among those that the
reader has not learned from. A record is lost where every mention that the reader would show of it is left out.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from flows.clean import clean
from flows.events import mentions
from flows.events.coding import Coder
from flows.events.parse import sentences as parse
from flows.events.reader.features import FEATURES
from flows.events.reader.gate import ALWAYS, LEAST, words_about
from flows.events.reader.model import Model
from flows.events.reader.questions import sentences
from flows.training import corpus

_BATCH = 64
_FOLDS = 5
_SHOWN = 0.5  # confidence from which the views show a record
_LOST = 0.005
_RARE = 3  # mentions below which a word has no weight of its own
_SLIGHT = 0.1  # weights below which a word is left out of the file
_HEADER = """\
# What a mention's words and the rules' numbers of it add to the chance, in log-odds, that the small reader puts it on
# record. A sentence of which no mention reaches "least" is not read. Fitted by `python -m flows.training gate` to our
# own articles; `flows/events/reader/gate.py` says how it is used.
what,weight
"""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A mention: its article, its sentence's number, what the gate sees of it, what the reader said, what is annotated.

    ``record`` names what would be on record: the annotated event, or the mention itself.
    """

    doc_id: str
    sentence: int
    numbers: list[float]
    words: tuple[str, ...]
    said: float
    told: bool
    record: str
    length: int

    @property
    def target(self) -> float:
        """How likely the mention is to be on record."""
        return 1.0 if self.told else self.said


def weighed(records: Sequence[dict[str, Any]], model: Model) -> Iterator[Weighed]:
    """Every mention of our own articles, of unannotated ones as well."""
    count = 0
    for at in range(0, len(records), _BATCH):
        batch = records[at : at + _BATCH]
        for index, passages in parse.read_passages(clean([corpus.annotated_document(record) for record in batch])):
            record = batch[index]
            coder = Coder(passages)
            gold = corpus.golds(record) if "events" in record else []
            marked = mentions.all_of(passages, coder)
            asked = sentences(passages, marked, lambda m, coder=coder: coder.frame(m.token, m.passage))  # type: ignore[misc]
            for sentence in asked:
                count += 1
                for question, reading in zip(sentence.questions, model.read(sentence), strict=True):
                    token, start = question.mention.token, question.mention.start
                    hit = [g.event for g in gold if start < g.end and g.start < start + len(token)]
                    told = any(event["importance"] != "optional" for event in hit)
                    name = f"{record['doc_id']} {hit[0]['id'] if hit else f'at {start}'}"
                    words = tuple(words_about(token))
                    yield Weighed(
                        record["doc_id"], count, question.features, words, reading.on_record, told, name,
                        len(sentence.text),
                    )  # fmt: skip


def fit_gate(told: Sequence[Weighed]) -> dict[str, float]:
    """The weights by what they are of, `ALWAYS` among them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counted = Counter(word for one in told for word in one.words)
    rows = [
        {**dict(zip(FEATURES, one.numbers, strict=True)), **{w: 1.0 for w in one.words if counted[w] >= _RARE}}
        for one in told
    ]
    target = np.array([one.target for one in told])
    named = DictVectorizer()
    table = named.fit_transform([*rows, *rows])  # once as on record, once as not, each as likely as its target says
    fitted = LogisticRegression(C=1.0, max_iter=2000)
    fitted.fit(table, np.repeat([1, 0], len(told)), np.concatenate([target, 1 - target]))
    pairs = zip(named.feature_names_, fitted.coef_[0].tolist(), strict=True)
    kept = {name: round(weight, 2) for name, weight in pairs if abs(weight) >= _SLIGHT}
    return {ALWAYS: round(float(fitted.intercept_[0]), 2), **kept}


def chance(weights: Mapping[str, float], one: Weighed) -> float:
    """What the gate gives a mention."""
    odds = weights[ALWAYS] + sum(weights.get(word, 0.0) for word in one.words)
    odds += sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, one.numbers, strict=True) if value)
    return float(1 / (1 + np.exp(-odds)))


def foreseen(told: Sequence[Weighed]) -> npt.NDArray[np.float64]:
    """The chance of each mention by weights that were fitted to other articles."""
    fold = [hashlib.sha256(one.doc_id.encode()).digest()[1] % _FOLDS for one in told]
    found = np.zeros(len(told))
    for left in range(_FOLDS):
        weights = fit_gate([one for one, at in zip(told, fold, strict=True) if at != left])
        for row, one in enumerate(told):
            if fold[row] == left:
                found[row] = chance(weights, one)
    return found


@dataclass(frozen=True, slots=True)
class Spared:
    """What a gate leaves out: shares of the sentences, of their characters, and of the records that it loses."""

    sentences: float
    text: float
    records: float


def spared(told: Sequence[Weighed], chances: Iterable[float], least: float) -> Spared:
    """What is left out where no mention of a sentence has the ``least`` chance."""
    best: dict[int, float] = {}
    for one, chance_of_it in zip(told, chances, strict=True):
        best[one.sentence] = max(best.get(one.sentence, 0.0), chance_of_it)
    length = {one.sentence: one.length for one in told}
    out = {sentence for sentence, chance_of_it in best.items() if chance_of_it < least}
    shown: dict[str, bool] = {}
    for one in told:
        if one.said >= _SHOWN:
            shown[one.record] = shown.get(one.record, False) or one.sentence not in out
    lost = sum(not kept for kept in shown.values())
    text = sum(length[sentence] for sentence in out) / max(sum(length.values()), 1)
    return Spared(len(out) / max(len(best), 1), text, lost / max(len(shown), 1))


def least_chance(told: Sequence[Weighed], chances: Sequence[float]) -> float:
    """The highest least chance, in hundredths, at which few enough records are lost, also of articles never seen."""
    unseen = [corpus.part(one.doc_id) in ("calibrate", "protected") for one in told]
    rest = [one for one, is_unseen in zip(told, unseen, strict=True) if is_unseen]
    of_rest = [value for value, is_unseen in zip(chances, unseen, strict=True) if is_unseen]

    def loses_few(least: float) -> bool:
        return all(spared(*who, least).records < _LOST for who in ((told, chances), (rest, of_rest)))

    steps = [step / 100 for step in range(1, 50)]
    return max((least for least in steps if loses_few(least)), default=0.0)


def write_gate(path: Path, weights: Mapping[str, float], least: float) -> None:
    """The gate's file, the heaviest weights first."""
    heaviest = sorted(weights.items(), key=lambda one: (one[0] != ALWAYS, -abs(one[1]), one[0]))
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(_HEADER)
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow((LEAST, f"{least:.2f}"))
        rows.writerows((what, f"{weight:.2f}") for what, weight in heaviest)
