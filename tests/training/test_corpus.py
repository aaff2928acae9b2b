"""The annotated articles of seeds/training say what they annotate exactly, by the guide beside them."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.events.reader.readings import CLASSES, STATUSES
from flows.training import corpus

TRAINING = Path(__file__).resolve().parents[2] / "seeds" / "training"
FILES = sorted(TRAINING.glob("articles-*.jsonl"))
UNANNOTATED = sorted(TRAINING.glob("unannotated-*.jsonl"))


def problems(record: dict[str, Any]) -> Iterator[str]:
    """What is wrong with an annotated article."""
    date.fromisoformat(record["date"])
    for event in record["events"]:
        where = f"{record['doc_id']} #{event['id']}"
        for mention in event["mentions"]:
            quote, trigger = mention["quote"], mention["trigger"]
            if record["text"].count(quote) != 1 or quote.count(trigger) != 1:
                yield f"{where}: quote or trigger does not stand there once: {trigger!r} in {quote[:60]!r}"
        if not set(event["types"]) <= set(CLASSES) or not event["types"]:
            yield f"{where}: types {event['types']}"
        if not set(event["status"]) <= set(STATUSES) or not event["status"]:
            yield f"{where}: status {event['status']}"
        if event["importance"] not in ("main", "background", "optional"):
            yield f"{where}: importance {event['importance']}"
        for role in ("source", "target"):
            side = event[role]
            if side["mention"] not in record["text"] or any(len(code) != 3 for code in side["countries"]):
                yield f"{where}: {role} {side}"
        told = event["date"]
        bounds = [date.fromisoformat(told[k]) for k in ("from", "to") if told[k]]
        if bounds != sorted(bounds) or told["words"] not in record["text"]:
            yield f"{where}: date {told}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_every_annotation_is_exact(path: Path) -> None:
    assert [said for record in corpus.annotated_articles([path]) for said in problems(record)] == []


def test_no_article_stands_twice() -> None:
    names = Counter(record["doc_id"] for record in corpus.annotated_articles(FILES))
    assert [name for name, n in names.items() if n > 1] == []


def test_a_broken_annotation_is_told() -> None:
    record = corpus.annotated_articles(FILES[:1])[0]
    broken = json.loads(json.dumps(record))
    broken["events"][0]["mentions"][0]["trigger"] = "zzz"
    assert len(list(problems(broken))) == 1


def test_protected_pages_are_not_learned_from() -> None:
    parts = Counter(corpus.part(record["doc_id"]) for record in corpus.annotated_articles(FILES))
    assert parts["protected"] == 20
    assert parts["fit"] > 8 * parts["calibrate"] > 0


def test_an_unannotated_article_is_whole_and_stands_once() -> None:
    records = corpus.annotated_articles(UNANNOTATED)
    names = Counter(record["doc_id"] for record in records) + Counter(record["text"] for record in records)
    assert [name for name, n in names.items() if n > 1] == []
    for record in records:
        assert sorted(record) == ["date", "doc_id", "text", "title"], record["doc_id"]
        assert date.fromisoformat(record["date"])
        assert "\n\n" in record["text"], record["doc_id"]


def test_of_an_unannotated_article_everything_is_left_open() -> None:
    record = {"doc_id": "u1-001", "title": "", "date": "2024-05-02", "text": "Police arrested two in Lima on Monday."}
    [read] = corpus.examples([record])
    assert [(read.text[e.start : e.end], e.weight, e.classes) for e in read.examples] == [("arrested", 0.0, ())]
