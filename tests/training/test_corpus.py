"""The annotated articles of seeds/training say what they annotate exactly, by the guide beside them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.events.reader.readings import CLASSES, STATUSES
from flows.training import corpus
from tests.conftest import ROOT

TRAINING = ROOT / "seeds" / "training"
FILES = sorted(TRAINING.glob("articles-*.jsonl"))
HELDOUT = sorted(TRAINING.glob("heldout-*.jsonl"))
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


@pytest.mark.parametrize("path", [*FILES, *HELDOUT], ids=lambda p: p.stem)
def test_every_annotation_is_exact(path: Path) -> None:
    assert [said for record in corpus.annotated_articles([path]) for said in problems(record)] == []


def test_no_article_stands_twice() -> None:
    names = Counter(record["doc_id"] for record in corpus.annotated_articles([*FILES, *HELDOUT]))
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


def test_nothing_learns_from_held_out_articles(tmp_path: Path) -> None:
    held = corpus.annotated_articles(HELDOUT)
    assert {corpus.part(record["doc_id"]) for record in held} == {"heldout"}
    learned = corpus.taught(TRAINING, unannotated=True)
    assert {corpus.part(record["doc_id"]) for record in learned} == {"fit", "calibrate", "protected", "unannotated"}
    texts = {record["text"] for record in learned}
    assert [record["doc_id"] for record in held if record["text"] in texts] == []
    (tmp_path / "heldout-1.jsonl").write_bytes(HELDOUT[0].read_bytes())
    assert corpus.taught(tmp_path, unannotated=True) == []
    (tmp_path / "articles-1.jsonl").write_bytes(HELDOUT[0].read_bytes())
    with pytest.raises(ValueError, match=r"h1-001, h1-002, .*held out"):
        corpus.taught(tmp_path)


def test_what_trains_reads_its_articles_by_one_door() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "flows").rglob("*.py")}
    door = ROOT / "flows" / "training" / "corpus.py"
    assert [
        path.name for path, text in sources.items() if ".jsonl" in text and "training" in text and path != door
    ] == []
    assert [p.name for p, text in sources.items() if "annotated_articles(" in text and p != door] == []


DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def test_the_days_of_held_out_events_are_sane() -> None:
    """What has happened is not after publication, and a day that is named by its weekday is one."""
    for record in corpus.annotated_articles(HELDOUT):
        for event in record["events"]:
            told, where = event["date"], f"{record['doc_id']} #{event['id']}"
            if event["status"] == ["happened"]:
                assert (told["from"] or "") <= record["date"], where
                assert (told["to"] or "") <= record["date"], where
            named = [n for n, day in enumerate(DAYS) if day in told["words"]]
            if len(named) == 1 and told["from"] and told["from"] == told["to"]:
                assert date.fromisoformat(told["from"]).weekday() == named[0], where


def test_a_key_is_shared_and_says_one_day_of_one_event() -> None:
    told: dict[str, list[dict[str, Any]]] = {}
    for record in corpus.annotated_articles(HELDOUT):
        for event in record["events"]:
            if event.get("key"):
                told.setdefault(event["key"], []).append(event)
    assert sum(len(events) > 1 for events in told.values()) >= 12
    for key, events in told.items():
        starts = [e["date"]["from"] or "0001-01-01" for e in events]
        ends = [e["date"]["to"] or "9999-12-31" for e in events]
        assert max(starts) <= min(ends), key
        assert set.intersection(*(set(e["types"]) for e in events)), key


_PRIVATE = re.compile(r"[\w.+-]+@[\w-]+|https?://|www\.|\+\d[\d ()-]{7,}|\b\d{3}[-. ]\d{3}[-. ]\d{4}\b")


def test_no_held_out_article_gives_an_address_or_a_number_to_call() -> None:
    found = {r["doc_id"]: _PRIVATE.findall(r["text"]) for r in corpus.annotated_articles(HELDOUT)}
    assert {name: hits for name, hits in found.items() if hits} == {}


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
