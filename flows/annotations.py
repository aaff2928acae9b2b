"""Text in, annotations out: the stages without a warehouse (the contract of ``dateline annotate``).

One JSON object a line in, one out, in the same order. A line that cannot be annotated yields
``{"doc_id": …, "error": {"code": …, "message": …}}`` and nothing else is disturbed.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from flows import reading
from flows.reading import Apply, Asked, Read
from flows.records import (
    MODELS,
    OURS,
    ArticleDate,
    Document,
    Event,
    EventDate,
    Evidence,
    Extracted,
    Interval,
    Models,
    Participant,
    Quarantined,
    Reference,
    Region,
    Timex,
    well_formed,
)

if TYPE_CHECKING:
    from flows.worker import Worker

Json = dict[str, Any]
Until = Literal["clean", "dates", "events"]


@dataclass(frozen=True, slots=True)
class Options:
    """How to annotate. ``until`` names the last stage to run; ``models`` who reads events; ``reference`` are the
    user's own tables.

    Nothing was written after ``as_of``, today (UTC) unless it is told: with it the answer is the same on any day.
    """

    date_key: str = "date"
    whole_text: bool = False
    trust_date: bool = False
    until: Until = "events"
    models: Models = MODELS
    as_of: date | None = None
    reference: Reference = OURS


def annotate_lines(
    lines: Iterable[str], options: Options | None = None, *, batch_size: int = 64, jobs: int = 1
) -> Iterator[str]:
    """Annotate JSON lines; lazily, in order, ``batch_size`` documents at a time on ``jobs`` processes.

    A line that ends its process, hangs it or takes all its memory is an error object in its place like any other.
    """
    from flows.ingest import Limits, page_worker
    from flows.processes import StageProcesses

    options = options or Options()
    batches = _batched((line for line in lines if line.strip()), batch_size)
    with (
        ThreadPoolExecutor(jobs) as threads,
        StageProcesses(jobs, until=options.until, models=options.models, reference=options.reference) as processes,
        page_worker(Limits()) as pages,
    ):
        waiting: deque[tuple[_Batch, Future[Read]]] = deque()
        for batch in batches:
            given = _given(batch, options, pages)
            waiting.append((given, threads.submit(_read, given, options, processes.run)))
            if len(waiting) > jobs:  # enough ahead to keep the processes busy, few enough to stay small
                first, found = waiting.popleft()
                yield from _answers(first, found.result(), options)
        for given, found in waiting:
            yield from _answers(given, found.result(), options)


@dataclass(slots=True)
class _Batch:
    """Lines by their place: the documents that they describe, what is known of others, and given mentions."""

    ids: list[Any]
    documents: dict[int, Document] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    errors: dict[int, Json] = field(default_factory=dict)


def _given(lines: Sequence[str], options: Options, pages: Worker) -> _Batch:
    from flows.errors import CannotStartError
    from flows.ingest import Refused

    batch = _Batch([None] * len(lines))
    for i, line in enumerate(lines):
        try:
            _take(batch, i, _object(line), options, pages)
        except Refused as refused:
            batch.errors[i] = _error(refused.code, refused.message)
        except CannotStartError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with a line costs that line
            batch.errors[i] = _error("unreadable", f"{type(error).__name__}: {error}"[:200])
    return batch


def _take(batch: _Batch, i: int, given: Json, options: Options, pages: Worker) -> None:
    from flows.ingest.given import given_document

    batch.ids[i] = given.get("doc_id")
    document = given_document(
        given, pages, date_key=options.date_key, whole_text=options.whole_text, as_of=options.as_of
    )
    if isinstance(given.get("events"), list):
        batch.spans[_key(i)] = _given_spans(given["events"], len(document.text))
    batch.documents[i] = document


def _read(batch: _Batch, options: Options, apply: Apply) -> Read:
    # Two lines may hold the same text: inside a batch a document goes by its place, not by its content.
    documents = [replace(one, doc_id=_key(i), source_uri=_key(i), record="") for i, one in batch.documents.items()]
    asked = Asked(options.until, options.models, options.trust_date, given=batch.spans, reference=options.reference)
    return reading.read_batch(documents, apply, asked)


def _answers(batch: _Batch, found: Read, options: Options) -> list[str]:
    """One output line for each input line, in order."""
    out: dict[int, Json] = {}
    html = {_key(i) for i, document in batch.documents.items() if document.media_type == "text/html"}
    for article in found.articles:
        key = article.document.doc_id
        head: Json = {"text": article.text} if key in html else {}
        head["regions"] = [region_json(region) for region in article.regions]
        out[_place(key)] = head
    for item in found.dated:
        answer = out[_place(item.article.document.doc_id)]
        answer["article_date"] = article_date_json(item.date)
        answer["timexes"] = [timex_json(timex) for timex in item.timexes]
    for one in found.extracted:
        answer = out[_place(one.dated.article.document.doc_id)]
        answer["timexes"] = [timex_json(timex) for timex in one.dated.timexes]  # a parser has looked again
        answer["events"] = [event_json(e) for e in one.events]
    if options.until != "clean":
        extracted = found.extracted if options.until == "events" else [Extracted(item, ()) for item in found.dated]
        for key, flags in _flags(extracted).items():
            out[_place(key)]["flags"] = flags
    failed = {_place(failure.source_uri): _error(failure.code, failure.message) for failure in found.failures}
    answers = {**out, **batch.errors, **failed}
    return [_line({"doc_id": doc_id, **answers[i]}) for i, doc_id in enumerate(batch.ids)]


def _line(answer: Json) -> str:
    """An answer as JSON. What a caller gave may hold half a surrogate pair, which no UTF-8 file takes."""
    return well_formed(json.dumps(answer, ensure_ascii=False))


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
        "actor": participant.actor or None,
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
        "retells": event.retells,
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


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}


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


def documents_of(lines: Iterable[str], name: str, *, date_key: str = "date") -> Iterator[Document | Quarantined]:
    """What each JSON line of ``name`` describes: a document, or why it is none, by its number."""
    from flows.ingest import Limits, page_worker

    options = Options(date_key=date_key)
    with page_worker(Limits()) as pages:
        for number, line in enumerate(lines, 1):
            if line.strip():
                batch = _given([line], options, pages)
                if batch.documents:
                    yield replace(batch.documents[0], source_uri=name, record=f"line {number}")
                else:
                    yield Quarantined(name, f"line {number}", **batch.errors[0]["error"])


def _batched(lines: Iterable[str], size: int) -> Iterator[list[str]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, size)):
        yield batch
