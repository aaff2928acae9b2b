"""Event mentions, their dates, and what reading costs: ``python -m tests.benchmarks.bench_eventtime``.

Mentions on TimeBank and AQUAINT, dates on the articles that Reimers et al. (2016) dated, each with the true DCT and our
own date expressions; the cost is CPU time over the parser's own pass on the same text in the same process.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.annotations import Options, annotate_lines
from flows.dates.timex import tag
from flows.events import extract
from flows.events.parse import sentences
from flows.records import Article, ArticleDate, DatedArticle, Document, Event, EventDate, Interval, Region

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"


def articles(name: str) -> tuple[list[dict[str, Any]], list[DatedArticle]]:
    """The gold lines of a set, and each of its texts as an article that is all body and surely dated."""
    rows = [json.loads(line) for line in (SHARED / "time" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    return rows, [_dated(row) for row in rows]


def _dated(row: dict[str, Any]) -> DatedArticle:
    day = date.fromisoformat(row["dct"][:10])
    dct, text = Interval(day, day), row["text"]
    document = Document(row["doc_id"], "benchmark", "", "text/plain", text, whole_text=True)
    article = Article(document, (Region("body", 0, len(text)),), language="en")
    return DatedArticle(article, ArticleDate(row["dct"], "dct", dct, "confirmed"), tuple(tag(text, dct)))


def annotation(events: Sequence[Event], notation: Callable[[dict[str, Any]], str | None]) -> dict[str, Any]:
    """Events as the scorer reads them."""
    return {"events": [{"start": e.start, "end": e.end, "date": notation(when(e.date))} for e in events]}


def when(dated: EventDate) -> dict[str, Any]:
    """An event's date as `annotate` writes it."""
    out: dict[str, Any] = {"extent": dated.extent, **_bounds(dated.interval)}
    for name in ("begin", "end"):
        if (point := getattr(dated, name)) is not None:
            out[name] = _bounds(point)
    return out


def _bounds(interval: Interval) -> dict[str, str | None]:
    return {
        "from": interval.lo.isoformat() if interval.lo else None,
        "to": interval.hi.isoformat() if interval.hi else None,
    }


def cpu(*works: Callable[[], object], rounds: int = 3) -> list[float]:
    """CPU seconds of each piece of work, the best of some rounds in turn, so that a busy machine is busy for all."""
    best = [float("inf")] * len(works)
    for _ in range(rounds):
        for i, work in enumerate(works):
            start = time.process_time()
            work()
            best[i] = min(best[i], time.process_time() - start)
    return best


def main() -> None:
    """Print one line a figure, or say that the data is not here."""
    if not SHARED.is_dir():
        print("bench_eventtime: ../shared/benchmarks is not beside this checkout; nothing measured")
        return
    sys.path.insert(0, str(SHARED))
    import score
    import score_time
    import spacy

    for name in ("timebank", "aquaint"):
        rows, dated = articles(name)
        out = {e.dated.article.document.doc_id: annotation(e.events, score.reimers) for e in extract(dated)}
        figures, _ = score_time.score({r["doc_id"]: r for r in rows}, out, ("events",))
        print(f"mentions  {name:9s} strict {figures['events']['strict']}  relaxed {figures['events']['relaxed']}")
    rows, dated = articles("eventtime")
    given = {r["doc_id"]: [(e["start"], e["end"]) for e in r["gold_events"]] for r in rows}
    out = {e.dated.article.document.doc_id: annotation(e.events, score.reimers) for e in extract(dated, given=given)}
    for split in ("train", "dev", None):
        gold = {r["doc_id"]: r for r in rows if split in (None, r["split"])}
        figures, _ = score_time.score(gold, out, ("dates",))
        print(f"dates     {split or 'all':9s} {figures['dates']['all']}  single days {figures['dates']['day']}")
    rows, dated = articles("aquaint")  # long enough that what is paid once does not count
    chunks = [text for text, _ in sentences.chunks([d.article for d in dated])]
    model = spacy.load(sentences.DEFAULT_MODEL, exclude=["ner"])
    lines = [json.dumps({"doc_id": row["doc_id"], "text": row["text"], "date": row["dct"]}) for row in rows]
    alone, events, whole = cpu(
        lambda: list(model.pipe(chunks, batch_size=sentences.BATCH)),
        lambda: extract(dated),
        lambda: list(annotate_lines(lines, Options(whole_text=True, trust_date=True))),
    )
    print(
        f"cost      parser alone {alone:.2f} s CPU; events {events / alone:.2f} x it, annotate {whole / alone:.2f} x it"
    )


if __name__ == "__main__":
    main()
