"""Articles for tests, as small as a test can say what it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.records import (
    Article,
    ArticleDate,
    Claim,
    DatedArticle,
    Document,
    Event,
    EventDate,
    Evidence,
    Extracted,
    Interval,
    Participant,
    Region,
    Timex,
    Verdict,
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def span(text: str) -> Interval:
    """``2017-11-20`` is a day, ``2017-09-16/2018-01-20`` an interval, ``/2018-01-20`` open on the left."""
    lo, _, hi = text.partition("/")
    hi = hi if "/" in text else lo
    return Interval(day(lo) if lo else None, day(hi) if hi else None)


def document(text: str, *, claims: Sequence[Claim] = (), **given: Any) -> Document:
    key = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    known: dict[str, Any] = {"source_uri": f"{key[:8]}.txt", "record": "", "media_type": "text/plain", "raw": b""}
    return Document(doc_id=key, text=text, claims=tuple(claims), **(known | given))


def timex(of: Document, words: str, when: str = "2017-11-20", **given: Any) -> Timex:
    start = of.text.index(words)
    known: dict[str, Any] = {
        "start": start, "end": start + len(words), "text": words, "type": "DATE", "value": when, "mod": None,
        "interval": span(when), "granularity": "day", "anchor": "dct", "rule": "test",
    }  # fmt: skip
    return Timex(**(known | given))


def event(of: Document, word: str, when: str = "2017-11-20", *, basis: str = "dct", **given: Any) -> Event:
    start = of.text.index(word)
    known: dict[str, Any] = {
        "start": start, "end": start + len(word), "text": word, "lemma": word, "event_type": "CONSULT", "mode": "visit",
        "status": "happened", "plover": "CONSULT", "date": EventDate(span(when), "within", "day", basis),
    }  # fmt: skip
    return Event(**(known | given))


def participant(of: Document, words: str, role: str = "source", **given: Any) -> Participant:
    start = of.text.index(words)
    known: dict[str, Any] = {"role": role, "text": words, "start": start, "end": start + len(words), "name": words}
    return Participant(**(known | given))


def article(
    of: Document, *, when: str = "2017-11-20", verdict: Verdict = "inferred", claimed: str | None = None,
    source: str | None = None, reason: str = "", evidence: Sequence[Evidence] = (), timexes: Sequence[Timex] = (),
    events: Sequence[Event] = (), regions: Sequence[Region] | None = None, **given: Any,
) -> Extracted:  # fmt: skip
    """An article whose whole text is body, unless regions are given."""
    if regions is None:
        regions = [Region("body", 0, len(of.text))] if of.text else []
    known: dict[str, Any] = {"title": "A title", "language": "en"}
    solved = ArticleDate(claimed, source, span(when), verdict, tuple(evidence), 0.9, reason)
    return Extracted(
        DatedArticle(Article(of, tuple(regions), **(known | given)), solved, tuple(timexes)), tuple(events), "test 1.0"
    )
