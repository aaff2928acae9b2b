"""dateline as a library: what `import dateline` gives, in this process and without a server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.errors import DatelineError, Refused, UsageError
from flows.records import MODELS, Document, Extracted, Interval, Models, Quarantined, Timex

if TYPE_CHECKING:
    from flows.ledger import Summary
    from flows.reading import Asked
    from flows.stages import Outcome, Stage
    from warehouse.relations import Published

_BATCH = 64


def find_dates(
    text: str,
    written: date | str | Interval | None = None,
    *,
    language: str | None = None,
    reference: str | Path | None = None,
) -> list[Timex]:
    """The date expressions of ``text``, in order, each with the days that it means.

    ``written`` is when the text was: a day, ISO 8601 ("2017-11-20", "2017-11"), an `Interval`, or unknown. Offsets are
    ``str`` indices. ``language`` (ISO 639-1, "de") is the text's; where it is not given, English is tried first.
    ``reference`` is a folder of tables of your own.
    Raises `UsageError` for a ``written`` that is no date, `TablesError` where a table is written wrongly.
    """
    from flows.dates.timex import tag
    from flows.reference import laid, read_reference

    with laid(read_reference(reference)):
        return tag(text, _when(written), language)


def annotate(
    text: str | None = None,
    date: date | str | None = None,
    *,
    title: str | None = None,
    url: str | None = None,
    html: str | None = None,
    trust_date: bool = False,
    models: Models = MODELS,
    reference: str | Path | None = None,
) -> Extracted:
    """One article, read: its regions, its own date with the reasons for it, its date expressions, its events.

    ``date`` is what is claimed of it; it is doubted unless ``trust_date``. ``reference`` is a folder of tables of your
    own. Raises `Refused` where there is nothing to read, `DatelineError` where it cannot be read, `TablesError`.
    """
    given = {"text": text, "date": None if date is None else str(date), "title": title, "url": url, "html": html}
    [found] = annotate_many([given], trust_date=trust_date, models=models, reference=reference)
    if isinstance(found, Quarantined):
        raise Refused(found.code, found.message)
    return found


def annotate_many(
    articles: Iterable[str | Mapping[str, Any]],
    *,
    trust_date: bool = False,
    models: Models = MODELS,
    reference: str | Path | None = None,
) -> Iterator[Extracted | Quarantined]:
    """Many articles, lazily, in order: texts, or mappings as `annotate` takes them (``text`` or ``html``, ``date``,
    ``title``, ``url``). What cannot be read is a `Quarantined` in its place. ``reference``: as in `annotate`.
    """
    from flows.ingest import Limits, page_worker
    from flows.reading import Asked
    from flows.reference import read_reference

    asked = Asked(models=models, trust_claims=trust_date, reference=read_reference(reference))
    waiting = iter(articles)
    with page_worker(Limits()) as pages:
        while batch := list(islice(waiting, _BATCH)):
            taken = [_taken({"text": one} if isinstance(one, str) else one, pages) for one in batch]
            yield from _read(taken, asked)


def run(
    paths: str | Path | Sequence[str | Path],
    warehouse: str | Path,
    *,
    models: Models = MODELS,
    workers: int = 2,
    as_of: date | None = None,
    reference: str | Path | None = None,
) -> Summary:
    """Run the pipeline over files, folders, archives or feeds, as ``dateline run --direct`` does; the run's summary.

    Paths may be addresses (https, s3, gs, az). ``reference`` is a folder of tables of your own, laid over ours.

    Raises `NothingToRead`, `NoSuchModel`, `NoReaderError`, `TablesError` before anything is written, `WarehouseError`
    at any time.
    """
    from flows import fetch
    from flows.pipeline import DIRECT, Request, run_pipeline

    sources = [paths] if isinstance(paths, str | Path) else paths
    tables = Path(reference) if reference is not None else None
    named = fetch.as_called(list(map(str, sources)))
    request = Request(named, Path(warehouse), models, workers=workers, as_of=as_of, reference=tables)
    return run_pipeline(request, DIRECT)


def open(path: str | Path) -> Published:
    """The published warehouse at ``path``, read-only: every table and view as a DuckDB relation.

    Raises `WarehouseError` where there is none.
    """
    from warehouse.relations import Published

    return Published(Path(path))


def _when(written: date | str | Interval | None) -> Interval:
    from flows.calendar.partial import bound

    if written is None or isinstance(written, Interval):
        return written or Interval()
    try:
        return Interval(bound(str(written)[:10], last=False), bound(str(written)[:10], last=True))
    except ValueError as error:
        raise UsageError(f"{written!r} is no date such as 2017-11-20, 2017-11 or 2017") from error


def _taken(given: Mapping[str, Any], pages: Any) -> Document | Quarantined:
    from flows.ingest.given import given_document

    try:
        return given_document({key: value for key, value in given.items() if value is not None}, pages)
    except DatelineError as error:
        return Quarantined("-", str(given.get("doc_id") or ""), error.code, str(error))


def _read(taken: Sequence[Document | Quarantined], asked: Asked) -> Iterator[Extracted | Quarantined]:
    """One answer for each; inside a batch a document goes by its place, for two may hold the same text."""
    from flows import reading

    documents = {str(i): one for i, one in enumerate(taken) if isinstance(one, Document)}
    placed = [replace(one, doc_id=place, source_uri=place) for place, one in documents.items()]
    found = reading.read_batch(placed, _here, asked)
    answers: dict[str, Extracted | Quarantined] = {}
    for one in found.extracted:
        article = one.dated.article
        own = replace(article, document=documents[article.document.doc_id])
        answers[article.document.doc_id] = replace(one, dated=replace(one.dated, article=own))
    for failure in found.failures:
        answers[failure.source_uri] = replace(failure, source_uri="-")
    yield from (one if isinstance(one, Quarantined) else answers[str(i)] for i, one in enumerate(taken))


def _here(stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
    """A stage over a batch in this process: what is loaded stays loaded for the next call."""
    return function(batch)
