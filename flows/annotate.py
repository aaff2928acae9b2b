"""Text in, annotations out: the stages without a warehouse (the contract of ``dateline annotate``).

One JSON object a line in, one out, in the same order. A line that cannot be annotated yields
``{"doc_id": …, "error": {"code": …, "message": …}}`` and nothing else is disturbed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import islice
from typing import Any, Literal

from flows.records import (
    ArticleDate,
    Document,
    Event,
    EventDate,
    Evidence,
    Extracted,
    Interval,
    Participant,
    Quarantined,
    Region,
    Timex,
)
from flows.stages import clean_batch, date_batch, extract_batch

Json = dict[str, Any]
Until = Literal["clean", "dates", "events"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to annotate. ``until`` names the last stage to run; ``model`` the spaCy model, ``None`` for the default.

    Nothing was written after ``as_of``, today (UTC) unless it is told: with it the answer is the same on any day.
    """

    date_key: str = "date"
    whole_text: bool = False
    trust_date: bool = False
    until: Until = "events"
    model: str | None = None
    as_of: date | None = None


def annotate_lines(
    lines: Iterable[str], options: Options | None = None, *, batch_size: int = 64, jobs: int = 1
) -> Iterator[str]:
    """Annotate JSON lines; lazily, in order, ``batch_size`` documents at a time on ``jobs`` processes."""
    options = options or Options()
    batches = _batched((line for line in lines if line.strip()), batch_size)
    if jobs <= 1:
        for batch in batches:
            yield from annotate_batch(batch, options)
        return
    with ProcessPoolExecutor(jobs) as pool:
        waiting: list[Future[list[str]]] = []
        for batch in batches:
            waiting.append(pool.submit(annotate_batch, batch, options))
            if len(waiting) > 2 * jobs:  # enough ahead to keep the processes busy, few enough to stay small
                yield from waiting.pop(0).result()
        for future in waiting:
            yield from future.result()


def annotate_batch(lines: Sequence[str], options: Options) -> list[str]:
    """One output line for each input line, in order."""
    from flows.ingest import Limits, Refused, Worker
    from flows.ingest.given import given_document

    answers: list[Json | None] = [None] * len(lines)
    documents: dict[int, Document] = {}
    ids: dict[int, Any] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    with Worker(Limits().page_memory_bytes) as worker:
        for i, line in enumerate(lines):
            try:
                given = _object(line)
                ids[i] = given.get("doc_id")
                document = given_document(
                    given, worker, date_key=options.date_key, whole_text=options.whole_text, as_of=options.as_of
                )
                if isinstance(given.get("events"), list):
                    spans[_key(i)] = _given_spans(given["events"], len(document.text))
                documents[i] = document
            except Refused as refused:
                answers[i] = _error(ids.get(i), refused.code, refused.message)
    for i, answer in _run_stages(documents, spans, options).items():
        answers[i] = {"doc_id": ids[i], **answer}
    assert all(answer is not None for answer in answers)
    return [json.dumps(answer, ensure_ascii=False) for answer in answers]


def _run_stages(
    documents: Mapping[int, Document], spans: Mapping[str, list[tuple[int, int]]], options: Options
) -> dict[int, Json]:
    """Each document's annotation, or its error, by its place in the batch."""
    # Two lines may hold the same text: inside a batch a document goes by its place, not by its content.
    answers: dict[int, Json] = {}
    batch = [replace(document, doc_id=_key(i), source_uri=_key(i)) for i, document in documents.items()]
    html = {_key(i) for i, document in documents.items() if document.media_type == "text/html"}

    def fail(failures: Iterable[Quarantined]) -> None:
        for failure in failures:
            answers[_place(failure.source_uri)] = {"error": {"code": failure.code, "message": failure.message}}

    cleaned = clean_batch(batch)
    fail(cleaned.failures)
    out: dict[int, Json] = {}
    for article in cleaned.results:
        key = article.document.doc_id
        head: Json = {"text": article.text} if key in html else {}
        head["regions"] = [region_json(region) for region in article.regions]
        out[_place(key)] = head
    if options.until != "clean":
        dated = date_batch(cleaned.results, trust_claims=options.trust_date)
        fail(dated.failures)
        for item in dated.results:
            answer = out[_place(item.article.document.doc_id)]
            answer["article_date"] = article_date_json(item.date)
            answer["timexes"] = [timex_json(timex) for timex in item.timexes]
        extracted = [Extracted(item, ()) for item in dated.results]
        if options.until == "events":
            found = extract_batch(dated.results, model=options.model, given=spans)
            fail(found.failures)
            extracted = found.results
            for one in extracted:
                answer = out[_place(one.dated.article.document.doc_id)]
                answer["timexes"] = [timex_json(timex) for timex in one.dated.timexes]  # a parser has looked again
                answer["events"] = [event_json(e) for e in one.events]
        for key, flags in _flags(extracted).items():
            out[_place(key)]["flags"] = flags
    return {**out, **answers}


def _flags(extracted: Sequence[Extracted]) -> dict[str, list[Json]]:
    """The same rules that audit the warehouse, asked of these records."""
    from expectations.flags import flags_for

    return {
        one.dated.article.document.doc_id: [asdict(flag) for flag in flags]
        for one, flags in zip(extracted, flags_for(extracted), strict=True)
    }


# ---------------------------------------------------------------- records as JSON
def region_json(region: Region) -> Json:
    return {"kind": region.kind, "start": region.start, "end": region.end}


def interval_json(interval: Interval) -> Json:
    """``from`` and ``to`` as ISO dates, both inclusive; ``null`` is open."""
    return {
        "from": interval.lo.isoformat() if interval.lo else None,
        "to": interval.hi.isoformat() if interval.hi else None,
    }


def evidence_json(evidence: Evidence) -> Json:
    return {
        "kind": evidence.kind,
        **interval_json(evidence.says),
        "weight": round(evidence.weight, 3),
        "start": evidence.start,
        "end": evidence.end,
        "quote": evidence.quote,
        "note": evidence.note,
    }


def article_date_json(date: ArticleDate) -> Json:
    return {
        "claimed": date.claimed,
        "claimed_source": date.claimed_source,
        **interval_json(date.interval),
        "verdict": date.verdict,
        "confidence": round(date.confidence, 3),
        "reason": date.reason,
        "evidence": [evidence_json(evidence) for evidence in date.evidence],
    }


def timex_json(timex: Timex) -> Json:
    return {
        "start": timex.start,
        "end": timex.end,
        "text": timex.text,
        "type": timex.type,
        "value": timex.value,
        "mod": timex.mod,
        **interval_json(timex.interval),
        "granularity": timex.granularity,
        "anchor": timex.anchor,
        "rule": timex.rule,
        "region": timex.region,
        **({"problem": timex.problem} if timex.problem else {}),
    }


def event_date_json(date: EventDate) -> Json:
    answer: Json = {
        **interval_json(date.interval),
        "extent": date.extent,
        "granularity": date.granularity,
        "basis": date.basis,
        "timex": date.timex,
    }
    if date.begin is not None:
        answer["begin"] = interval_json(date.begin)
    if date.end is not None:
        answer["end"] = interval_json(date.end)
    return answer


def participant_json(participant: Participant) -> Json:
    return {
        "text": participant.text,
        "start": participant.start,
        "end": participant.end,
        "name": participant.name,
        "country": participant.country,
        "sector": participant.sector,
    }


def event_json(event: Event) -> Json:
    return {
        "start": event.start,
        "end": event.end,
        "text": event.text,
        "lemma": event.lemma,
        "event_type": event.event_type,
        "mode": event.mode,
        "status": event.status,
        "plover": event.plover,
        "date": event_date_json(event.date),
        "source": [participant_json(p) for p in event.participants if p.role == "source"],
        "target": [participant_json(p) for p in event.participants if p.role == "target"],
        "place": event.place,
        "confidence": round(event.confidence, 3),
        "cue": event.cue,
        "speaker": event.speaker,
    }


def _object(line: str) -> Json:
    from flows.ingest import Refused

    try:
        given = json.loads(line)
    except ValueError as error:
        raise Refused("bad_json", f"the line is no JSON: {error}") from error
    if not isinstance(given, dict):
        raise Refused("bad_json", f"the line is no JSON object but {type(given).__name__}")
    return given


def _error(doc_id: Any, code: str, message: str) -> Json:
    return {"doc_id": doc_id, "error": {"code": code, "message": message}}


def _given_spans(events: Sequence[Any], length: int) -> list[tuple[int, int]]:
    """The spans of ``events`` that lie inside the text; others are no mentions of it."""
    from flows.ingest import Refused

    spans: list[tuple[int, int]] = []
    for event in events:
        start, end = (event.get("start"), event.get("end")) if isinstance(event, dict) else (None, None)
        if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
            raise Refused("bad_events", f"an entry of events is no span of the text: {event!r}")
        spans.append((start, end))
    return spans


def _key(place: int) -> str:
    return f"line:{place}"


def _place(key: str) -> int:
    return int(key.removeprefix("line:"))


def documents_of(lines: Iterable[str], *, date_key: str = "date") -> Iterator[Document]:
    """The documents that JSON lines describe. Raises `Refused` for a line that describes none."""
    from flows.ingest import Limits, Worker
    from flows.ingest.given import given_document

    with Worker(Limits().page_memory_bytes) as worker:
        for line in lines:
            if line.strip():
                yield given_document(_object(line), worker, date_key=date_key)


def _batched(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, size)):
        yield batch
