"""Whole articles: what an analyst finds on record, against what a careful reader put there.

    python -m tests.benchmarks.bench_articles [small large off] [--half read|unread] [--errors] [--no-date] [--links]
                                              [--own | --heldout | --stories]

For each reader named (small, unless told): found, main, whole, status, sides, dates, links, by class; precision by
decile of confidence; F1 by the least confidence that is shown. The scorer is the one beside the development data
(`articles/score_articles.py`). Every other article was read while this was written, the rest never: ``--half``.
``--own``: the protected sport and business pages of `seeds/training`, which no reader was
trained on, and which should stay quiet. ``--heldout``: the articles there that nothing learns from, as the development
articles are scored; of ``--half unread`` only the figures may be looked at. ``--stories``: our own articles of the
batches in which several tell of one event. ``--links``: every false link, every repeat, and what is not joined.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb

from flows.clean import clean
from flows.dates import resolve
from flows.events import extract
from flows.pipeline import DIRECT, Request, run_pipeline
from flows.records import Models
from flows.training import corpus
from tests.benchmarks import joined
from tests.benchmarks.bench_who import in_form

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "articles"
TRAINING = Path(__file__).resolve().parents[2] / "seeds" / "training"
LEAST = 0.5
SWEEP = (0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8)
Row = dict[str, Any]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_articles", SHARED / "score_articles.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def development(half: str | None) -> list[Row]:
    """The development articles, or a half of them."""
    return _half([json.loads(line) for line in (SHARED / "dev.jsonl").read_text(encoding="utf-8").splitlines()], half)


def _half(rows: list[Row], half: str | None) -> list[Row]:
    """``read`` are those with an even number of line, ``unread`` the others."""
    return rows[1::2] if half == "read" else rows[0::2] if half == "unread" else rows


def protected() -> list[Row]:
    """Our own sport and business pages that no reader learns from, with their events as the scorer reads them."""
    records = corpus.annotated_articles(sorted(TRAINING.glob("articles-*.jsonl")))
    return [in_form(r) for r in records if corpus.part(r["doc_id"]) == "protected"]


def heldout(half: str | None) -> list[Row]:
    """Our own articles that nothing learns from and no rule is written after; a half as of the development set."""
    rows = [in_form(r) for r in corpus.annotated_articles(sorted(TRAINING.glob("heldout-*.jsonl")))]
    return _half(rows, half)


def stories() -> list[Row]:
    """Our own articles of the batches in which several tell of one event."""
    records = corpus.annotated_articles(sorted(TRAINING.glob("articles-*.jsonl")))
    told = {_batch(r) for r in records if any(e.get("key") for e in r["events"])}
    return [in_form(r) for r in records if _batch(r) in told]


def _batch(record: Row) -> str:
    return str(record["doc_id"].partition("-")[0])


# ---------------------------------------------------------------- what a warehouse holds of them
def warehouse_of(rows: Sequence[Row], reader: str, folder: Path, *, dates: bool = True) -> Path:
    """Run the product over the articles; the published file."""
    source, path = folder / "articles.jsonl", folder / "w.duckdb"
    with source.open("w", encoding="utf-8") as lines:
        for row in rows:
            given = {"text": row["text"], "title": row.get("title")} | ({"date": row["date"]} if dates else {})
            lines.write(json.dumps(given, ensure_ascii=False) + "\n")
    run_pipeline(Request((str(source),), path, Models(reader=reader)), DIRECT)  # type: ignore[arg-type]
    return path


_MENTIONS = """
    select k.canonical_id, e.event_id, d.record, e.char_start, e.char_end, e.event_type, e.plover,
        e.status, e.date_from, e.date_to, e.confidence
    from events e join documents d using (doc_id) join canonical_events k using (event_id)
    where e.event_type is not null
    order by e.doc_id, 1, status_rank(e.status), e.date_to - e.date_from nulls last, e.confidence desc, e.event_id
"""


def records(path: Path, rows: Sequence[Row], least: float) -> list[Row]:
    """A record is one canonical event of one article, of the mentions of at least this confidence."""
    with duckdb.connect(str(path), read_only=True) as con:
        sides: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {"source": [], "target": []})
        for event, role, name, country in con.execute(
            "select event_id, role, coalesce(name, text), country from participants order by all"
        ).fetchall():
            sides[event][role].append({"name": name, "country": country})
        mentions = con.execute(_MENTIONS).fetchall()
    by_doc: dict[int, dict[str, Row]] = defaultdict(dict)
    for canonical, event, place, start, end, kind, plover, status, lo, hi, confidence in mentions:
        if confidence < least:
            continue
        line = int(place.rsplit(" ", 1)[-1])
        record = by_doc[line].setdefault(canonical, {
            "id": event, "canonical": canonical, "mentions": [], "event_type": kind, "plover": plover, "status": status,
            "sources": sides[event]["source"], "targets": sides[event]["target"],
            "from": lo and str(lo), "to": hi and str(hi), "confidence": 0.0,
        })  # fmt: skip
        record["mentions"].append([start, end])
        record["confidence"] = max(record["confidence"], confidence)
    return [{"doc_id": r["doc_id"], "records": list(by_doc[n].values())} for n, r in enumerate(rows, 1)]


# ---------------------------------------------------------------- what is printed
def line(label: str, figures: Row) -> str:
    found, of, whole = figures["found"], figures["of_found"], figures["whole"]
    linked, counted = figures["linked"], figures["records"]
    return (
        f"{label:12} found {found['P']:.3f} {found['R']:.3f} {found['F1']:.3f}  main {figures['main_R']:.3f}  whole"
        f" {whole['F1']:.3f}  status {of['status']:.3f} source {of['source']:.3f} target {of['target']:.3f} date"
        f" {of['date']:.3f}  repeats {counted['repeats']}  linked {linked['same']} of {linked['pairs']}"
    )


def deciles(score: ModuleType, rows: Sequence[Row], outs: Sequence[Row]) -> None:
    """Of the records of each tenth of confidence, which share answers an event; those of optional ones left out."""
    right: dict[int, list[bool]] = defaultdict(list)
    for row, out in zip(rows, outs, strict=True):
        events = row["gold_article_events"]
        taken, _ = score.match(events, out["records"])
        for n, record in enumerate(out["records"]):
            fits = [g for g in events if score.fit(g, record)]
            if fits and all(g["importance"] == "optional" for g in fits):
                continue
            answered = n in taken and events[taken[n]]["importance"] != "optional"
            right[min(int(record["confidence"] * 10), 9)].append(answered or bool(fits))
    print("  right by decile of confidence (a retelling counts as right):")
    for tenth in sorted(right):
        told = right[tenth]
        print(f"    {tenth / 10:.1f}  {sum(told) / len(told):.2f} of {len(told)}")


def measured(
    rows: Sequence[Row], reader: str, *, dates: bool = True
) -> tuple[Row, Path, tempfile.TemporaryDirectory[str]]:
    """The scorer's figures of what the views show, and the warehouse they are of."""
    folder = tempfile.TemporaryDirectory()
    path = warehouse_of(rows, reader, Path(folder.name), dates=dates)
    scored = scorer().score(rows, records(path, rows, LEAST))
    return {**scored, "joined": joined.judged(path, rows, LEAST).figures()}, path, folder


def report(rows: Sequence[Row], reader: str, *, errors: bool, links: bool, dates: bool) -> None:
    began = time.perf_counter()
    figures, path, folder = measured(rows, reader, dates=dates)
    score = scorer()
    with folder:
        print(line(reader, figures) + f"  ({time.perf_counter() - began:.0f} s)")
        for least in SWEEP:
            print("  " + line(f"at {least}", score.score(rows, records(path, rows, least))))
        deciles(score, rows, records(path, rows, 0.0))
        print("  by class (on record, found, noise):", end="")
        print("".join(f" {k} {v['gold']}/{v['found']}/{v['noise']}" for k, v in figures["classes"].items()))
        print("  joined:", ", ".join(f"{label} {n}" for label, n in figures["joined"].items()))
        if errors:
            score.score(rows, records(path, rows, LEAST), errors=True)
        if links:
            joined.listed(joined.judged(path, rows, LEAST), rows)


def cost(rows: Sequence[Row], readers: Sequence[str]) -> None:
    """CPU time of clean, dates and events with each reader, over the language model's own pass on the same text."""
    import spacy

    from flows.events.parse import sentences

    documents = [corpus.annotated_document(row) for row in rows]
    chunks = [text for text, _ in sentences.chunks(clean(documents))]
    whole, parser = spacy.load(sentences.DEFAULT_MODEL), spacy.load(sentences.DEFAULT_MODEL, exclude=["ner"])

    def seconds(work: Callable[[], object]) -> float:
        """The best of three, after one in which is paid what is paid once."""
        taken = []
        for _ in range(4):
            began = time.process_time()
            work()
            taken.append(time.process_time() - began)
        return min(taken[1:])

    own, bare = (seconds(partial(lambda nlp: list(nlp.pipe(chunks, batch_size=64)), nlp)) for nlp in (whole, parser))
    print(f"the model's own pass {own:.2f} CPU-s, {bare:.2f} without its entity step")
    for reader in readers:
        models = Models(reader=reader)  # type: ignore[arg-type]
        ours = seconds(partial(lambda models: extract(resolve(clean(documents)), models=models), models))
        print(f"  {reader:6} clean, dates and events {ours:.2f} CPU-s: {ours / own:.2f} x, {ours / bare:.2f} x")


def chosen(given: argparse.Namespace) -> list[Row]:
    if given.own:
        return protected()
    if given.stories:
        return stories()
    return heldout(given.half) if given.heldout else development(given.half)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("readers", nargs="*", default=["small"], metavar="small|large|off")
    arguments.add_argument("--half", choices=["read", "unread"])
    arguments.add_argument("--own", action="store_true", help="our own protected pages instead")
    arguments.add_argument("--heldout", action="store_true", help="our own held-out articles instead")
    arguments.add_argument("--stories", action="store_true", help="our own articles of which several tell of one event")
    arguments.add_argument("--links", action="store_true", help="what is joined falsely, and what is not joined")
    arguments.add_argument("--errors", action="store_true", help="every error of the scorer, one a line")
    arguments.add_argument("--cost", action="store_true", help="what each reader costs, and nothing else")
    arguments.add_argument("--json", action="store_true", help="the scorer's figures alone, of the first reader")
    arguments.add_argument("--no-date", action="store_true", help="the articles' own dates are not given")
    given = arguments.parse_args()
    if given.heldout and given.half == "unread" and (given.errors or given.links):
        arguments.error("the unread half of the held-out articles is for figures alone")
    if not SHARED.is_dir():
        print("skipped: the development data (../shared), and with them the scorer, are not beside this checkout")
        return 0
    rows = chosen(given)
    if given.json:
        figures, _, folder = measured(rows, given.readers[0], dates=not given.no_date)
        folder.cleanup()
        print(json.dumps(figures))
        return 0
    print(f"{len(rows)} articles")
    if given.cost:
        cost(rows, given.readers)
        return 0
    for reader in given.readers:
        report(rows, reader, errors=given.errors, links=given.links, dates=not given.no_date)
    return 0


if __name__ == "__main__":
    sys.exit(main())
