"""Event codes against the development sets: types, participants, end to end, the costliest confusions, the cost.

    python -m tests.benchmarks.bench_events [--set plv_train] [--reader small|large|off] [--calibration]

The sentences are of other kinds than the learned reader was trained on. ``--calibration`` prints what share of the
coded events is right among those of at least some confidence: where that share stops to grow, `least_confidence` of the
views belongs. The scorer is the one beside the development data (`score_events.py`).
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.events import extract
from flows.events.parse import sentences
from flows.records import MODELS, Article, ArticleDate, DatedArticle, Document, Event, Interval, Models, Region

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
SETS = {
    "plv_train": "pair_given",
    "cameo_conflibert_all": "end_to_end",
    "conflibert_cameo_class_train": "quad_class",
}
BATCH = 200


def dated(record: dict[str, Any]) -> DatedArticle:
    """A sentence as an article that is all body and of no known date."""
    document = Document(record["doc_id"], "bench", "", "text/plain", record["text"], whole_text=True)
    article = Article(document, (Region("body", 0, len(record["text"])),), language="en")
    return DatedArticle(article, ArticleDate(None, None, Interval(), "unknown"), ())


def prediction(event: Event) -> dict[str, Any]:
    """An event as the scorer reads it."""
    out: dict[str, Any] = {"root": event.plover}
    for role in ("source", "target"):
        side = [p for p in event.participants if p.role == role]
        out[role] = [p.text for p in side]
        out[f"{role}_code"] = [p.country for p in side if p.country]
    return out


def read(records: list[dict[str, Any]], models: Models = MODELS) -> list[tuple[Event, ...]]:
    articles = [dated(r) for r in records]
    return [
        x.events for at in range(0, len(articles), BATCH) for x in extract(articles[at : at + BATCH], models=models)
    ]


def coded(records: list[dict[str, Any]], models: Models = MODELS) -> list[list[dict[str, Any]]]:
    return [[prediction(e) for e in events] for events in read(records, models)]


def is_right(event: Event, record: dict[str, Any], scorer: ModuleType) -> bool | None:
    """Whether the gold has an event of this root, or of its quad class where it tells no more.

    ``None`` of what it leaves open: PLV codes one pair of a sentence only.
    """
    root = scorer.root(event.plover)
    if "annotators" in record:
        told = [e["root"] for a in record["annotators"].values() if a["relevant"] for e in a["events"] if e["root"]]
        return root in map(scorer.root, told)
    gold = record["gold_events"][0]
    if gold["root"] is None:
        return bool(scorer.QUAD[root] == gold["quad"])
    sides = prediction(event)
    if not all(scorer.overlap(sides[role], gold[role]) for role in ("source", "target")):
        return None
    return bool(root == gold["root"])


def calibration(records: list[dict[str, Any]], scorer: ModuleType, models: Models) -> None:
    """Of the coded events of at least this confidence: how many, and which share of them is right."""
    judged = [
        (event.confidence, right)
        for record, events in zip(records, read(records, models), strict=True)
        for event in events
        if event.plover and (right := is_right(event, record, scorer)) is not None
    ]
    print("  confidence ≥   events   right      within the tenth above")
    for least in range(9):
        above = [right for confidence, right in judged if confidence >= least / 10]
        within = [right for confidence, right in judged if least / 10 <= confidence < (least + 1) / 10]
        shares = [f"{sum(x) / len(x):5.2f} of {len(x)}" if x else "-" for x in (above, within)]
        print(f"  {least / 10:12.1f}   {len(above):6}   {shares[0]:14} {shares[1]}")


def confusions(records: list[dict[str, Any]], predictions: list[list[dict[str, Any]]], scorer: ModuleType) -> None:
    """The pairs of gold and given root that cost most, over the events whose participants were found."""
    counted: Counter[tuple[str, str | None]] = Counter()
    for record, events in zip(records, predictions, strict=True):
        gold = record["gold_events"][0]
        typed = [e for e in events if e["root"]]
        near = [
            e
            for e in typed
            if scorer.overlap(e["source"], gold["source"]) or scorer.overlap(e["target"], gold["target"])
        ]
        counted[gold["root"], scorer.first_root(near or typed)] += 1
    wrong = [(pair, n) for pair, n in counted.most_common() if pair[0] != pair[1]]
    print("  costliest confusions (gold → ours):")
    for (gold_root, ours), n in wrong[:12]:
        print(f"    {gold_root:10} → {ours or 'nothing':10} {n}")


def cost(records: list[dict[str, Any]], models: Models) -> None:
    """CPU seconds of the parser alone, and of the whole stage, over the same texts."""
    texts = [r["text"] for r in records]
    nlp = sentences.load_pipeline()
    started = time.process_time()
    for _ in nlp.pipe(texts, batch_size=sentences.BATCH):
        pass
    alone = time.process_time() - started
    started = time.process_time()
    coded(records, models)
    whole = time.process_time() - started
    print(f"  parser alone {alone:.1f} s, the whole stage {whole:.1f} s: {whole / alone:.2f} ×")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])  # type: ignore[union-attr]
    arguments.add_argument("--set", choices=sorted(SETS), action="append", dest="sets")
    arguments.add_argument("--calibration", action="store_true")
    arguments.add_argument("--reader", choices=["small", "large", "off"], default="small")
    options = arguments.parse_args()
    models = Models(reader=options.reader)
    chosen = options.sets or list(SETS)
    if not SHARED.is_dir():
        print("skipped: the development data (../shared) is not beside this checkout")
        return 0
    spec = importlib.util.spec_from_file_location("score_events", SHARED / "score_events.py")
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for name in chosen:
        with (SHARED / "events" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        print(f"{name} (reader {options.reader})")
        if options.calibration:
            calibration(records, scorer, models)
            continue
        predictions = coded(records, models)
        for measure, value in getattr(scorer, SETS[name])(records, predictions).items():
            print(f"  {measure:18} {value}")
        if SETS[name] == "pair_given":
            confusions(records, predictions, scorer)
            cost(records[:300], models)
    return 0


if __name__ == "__main__":
    sys.exit(main())
