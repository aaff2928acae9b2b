"""Event mentions, their dates, and what reading costs: ``python -m tests.benchmarks.bench_eventtime``.

Mentions on TimeBank and AQUAINT, dates on the articles that Reimers et al. (2016) dated, each with the true DCT and our
own date expressions; the cost is CPU time over the parser's own pass on the same text in the same process. By meaning,
a date is right where every bound lies within a day of the gold one's. Our own articles are scored as their guide has
it: each end within a day or 15 % of the gold width, any day up to the article's for what is told as vaguely recent;
every third of them, which is never read, stands apart.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flows.annotations import Options, annotate_lines
from flows.dates.timex import tag
from flows.events import extract
from flows.events.parse import sentences
from flows.records import Article, ArticleDate, DatedArticle, Document, Event, EventDate, Interval, Region
from flows.training.own import is_dated_right

OWN = Path(__file__).resolve().parents[2] / "seeds" / "training"
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


def own_articles() -> None:
    """How many events of our own articles have the right date, by what it rests on, the unread third apart."""
    rows = [json.loads(line) for path in sorted(OWN.glob("articles-*.jsonl")) for line in path.open(encoding="utf-8")]
    given = {row["doc_id"]: [span for event in row["events"] for span in _triggers(row, event)] for row in rows}
    counts: dict[str, Counter[tuple[str, bool]]] = {"read": Counter(), "unread": Counter()}
    for index, found in enumerate(extract([_dated({**row, "dct": row["date"]}) for row in rows], given=given)):
        dated = iter(found.events)  # one for each given span, in order
        for event in rows[index]["events"]:
            dates = [next(dated).date for _ in event["mentions"]]
            if event["importance"] != "optional":
                best = min(dates, key=lambda when: when.interval.days or 10**6)
                right = is_dated_right(event["date"], best.interval)
                counts["read" if index % 3 else "unread"][best.basis.split(":")[0], right] += 1
    for part, count in counts.items():
        for basis in sorted({basis for basis, _ in count}):
            right, wrong = count[basis, True], count[basis, False]
            print(f"own {part:6s} {basis:9s} right {right / (right + wrong):.3f} of {right + wrong}")
        right = sum(n for (_, ok), n in count.items() if ok)
        print(f"own {part:6s} {'all':9s} right {right / max(1, count.total()):.3f} of {count.total()}")


def _triggers(row: dict[str, Any], event: dict[str, Any]) -> list[tuple[int, int]]:
    """Where the words of an event stand in its article."""
    starts = [row["text"].find(m["quote"]) + m["quote"].find(m["trigger"]) for m in event["mentions"]]
    return [(at, at + len(m["trigger"])) for at, m in zip(starts, event["mentions"], strict=True)]


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
        print(f"dates     {split or 'all':9s} by meaning {figures['dates']['meaning']}")
    own_articles()
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
