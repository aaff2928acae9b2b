"""Annotated articles as what the reader learns from: each mention of each sentence with its right answers.

An article is a line of `seeds/training/articles-*.jsonl` (its guide is `seeds/training/README.md`); of a line of
`unannotated-*.jsonl`, which has no events, everything is left open. Those of `heldout-*.jsonl` test the product, and
nothing here takes them: `part` says so by their names, and `taught` refuses them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from flows.clean import clean
from flows.events import mentions
from flows.events.coding import Coder
from flows.events.parse import sentences as parse
from flows.events.reader.questions import Question, sentences
from flows.events.reader.readings import CLASSES, RELATIONS, STATUSES
from flows.records import Document

if TYPE_CHECKING:
    from flows.training.teaching import Lesson

Span = tuple[int, int]
_NEAR = 7  # days before publication that a report of news reaches back


@dataclass(slots=True)
class Example:
    """One mention. ``classes`` are the right PLOVER classes, empty for no event; ``weight`` 0 leaves that open.

    ``source``, ``target``, ``when``: the spans in the sentence any word of which is right; empty for nobody or no
    words; ``None`` where it is left open.
    """

    start: int
    end: int
    features: list[float]
    classes: tuple[int, ...] = ()
    weight: float = 1.0
    statuses: tuple[int, ...] = ()
    importance: str = ""
    source: list[Span] | None = None
    target: list[Span] | None = None
    when: list[Span] | None = None
    relation: int | None = None
    event: int | None = None


@dataclass(slots=True)
class ReadSentence:
    """A sentence with its mentions; ``start`` is its offset in the article's text; a larger reader's lesson of it."""

    doc_id: str
    text: str
    start: int
    examples: list[Example] = field(default_factory=list)
    lesson: Lesson | None = None


def annotated_articles(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """The articles of these files, in order; of unannotated ones as well."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def taught(folder: Path, *, unannotated: bool = False) -> list[dict[str, Any]]:
    """The articles of a folder that something is learned, fitted or calibrated from; never a held-out one."""
    kinds = ("articles", "unannotated") if unannotated else ("articles",)
    records = annotated_articles(path for kind in kinds for path in sorted(folder.glob(f"{kind}-*.jsonl")))
    held = [record["doc_id"] for record in records if part(record["doc_id"]) == "heldout"]
    if held:
        raise ValueError(
            f"{', '.join(held)}: held out by name, so that nothing may learn from it, but found in {folder}"
        )
    return records


Part = Literal["fit", "unannotated", "calibrate", "protected", "heldout"]


def part(doc_id: str) -> Part:
    """What an article serves for, by its name: most to learn from; some to calibrate; some sport and business pages
    (every third of batch t4) never to be seen, because they show whether such pages stay quiet. Unannotated ones
    (batches u1, u2 …) serve for what a large reader makes of them. Held-out ones (batches h1, h2 …) test the whole
    product, and serve for nothing that is learned, fitted or calibrated.
    """
    batch, _, number = doc_id.partition("-")
    if batch.startswith("h"):
        return "heldout"
    if batch.startswith("u"):
        return "unannotated"
    if batch == "t4" and int(number) % 3 == 0:
        return "protected"
    return "calibrate" if hashlib.sha256(doc_id.encode()).digest()[0] % 12 == 0 else "fit"


def examples(records: Sequence[dict[str, Any]], batch: int = 64) -> Iterator[ReadSentence]:
    """Every sentence with a mention of every article, in order."""
    for at in range(0, len(records), batch):
        part = records[at : at + batch]
        for index, passages in parse.read_passages(clean([annotated_document(record) for record in part])):
            yield from _examples(part[index], passages)


def annotated_document(record: dict[str, Any]) -> Document:
    """An annotated article as it comes in."""
    return Document(record["doc_id"], "training", "", "text/plain", record["text"], title=record.get("title"))


def _examples(record: dict[str, Any], passages: list[parse.Passage]) -> Iterator[ReadSentence]:
    coder = Coder(passages)
    marked = mentions.all_of(passages, coder)
    gold = golds(record) if "events" in record else None
    for sentence in sentences(passages, marked, lambda m: coder.frame(m.token, m.passage)):
        read = ReadSentence(record["doc_id"], sentence.text, sentence.passage.start + sentence.start)
        read.examples = [
            Example(q.start, q.end, q.features, weight=0.0) if gold is None else _example(q, read, gold, record)
            for q in sentence.questions
        ]
        yield read


@dataclass(frozen=True, slots=True)
class Gold:
    """A mention of an annotated event: its trigger's span in the article, the event, whether it is the first."""

    start: int
    end: int
    event: dict[str, Any]
    first: bool


def golds(record: dict[str, Any]) -> list[Gold]:
    found = []
    for event in record["events"]:
        for n, mention in enumerate(event["mentions"]):
            start = record["text"].index(mention["quote"]) + mention["quote"].index(mention["trigger"])
            found.append(Gold(start, start + len(mention["trigger"]), event, n == 0))
    return found


def _example(question: Question, read: ReadSentence, gold: list[Gold], record: dict[str, Any]) -> Example:
    example = Example(question.start, question.end, question.features)
    start, end = read.start + question.start, read.start + question.end
    hit = [g for g in gold if start < g.end and g.start < end]
    if not hit:
        return example
    # Two words of one trigger ("carried out"): the narrower annotation knows best.
    best = min(hit, key=lambda g: (g.end - g.start, g.event["importance"] == "optional"))
    event = best.event
    example.classes = tuple(CLASSES.index(c) for c in event["types"])
    example.importance, example.event = event["importance"], event["id"]
    example.weight = 0.0 if event["importance"] == "optional" else 1.0
    example.statuses = tuple(STATUSES.index(s) for s in event["status"])
    example.source = _side(event["source"], read.text, first=best.first)
    example.target = _side(event["target"], read.text, first=best.first)
    example.when = _spans(read.text, event["date"]["words"]) if event["date"]["words"] else []
    example.relation = _relation(event["date"], record["date"])
    return example


def _side(side: dict[str, Any], text: str, *, first: bool) -> list[Span] | None:
    if not side["mention"]:
        return [] if first else None
    return _spans(text, side["mention"]) or _spans(text, side["name"]) or None


def _spans(text: str, words: str) -> list[Span]:
    found, at = [], text.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = text.find(words, at + 1)
    return found


def _relation(told: dict[str, Any], published: str) -> int | None:
    """How the event lies to the day of publication: before it, in the week up to it, after it, or around it all."""
    day = date.fromisoformat(published)
    lo, hi = (date.fromisoformat(told[k]) if told[k] else None for k in ("from", "to"))
    if lo is not None and lo > day:
        return RELATIONS.index("after")
    if told.get("vague") or (lo is None and hi is None):
        return RELATIONS.index("near") if told.get("vague") else None
    if hi is not None and (day - hi).days > _NEAR:
        return RELATIONS.index("before")
    if hi is None or hi > day or lo is None or (hi - lo).days > 31:
        return RELATIONS.index("around")
    return RELATIONS.index("near")
