"""Cleaning: body out of dumped plain text by style and language, what clean text keeps, and the speed.

    python -m tests.benchmarks.bench_clean             # with the weights in the repository, which have seen these pages
    python -m tests.benchmarks.bench_clean --folds 5   # with weights trained without the page's site: the honest figure
    python -m tests.benchmarks.bench_clean --folds 5 --sample 3   # the same on every third page, in its three styles

Scores with ../shared/benchmarks/score.py (4-gram F1), or says that it is absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from flows.clean import article_of, clean
from flows.clean.body import chosen
from flows.records import Article, Document

BENCHMARKS = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
KEPT = frozenset(("body", "title", "byline", "dateline", "date_line", "caption"))


def rows_of(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (BENCHMARKS / name).read_text(encoding="utf-8").splitlines()]


def document(row: dict[str, Any]) -> Document:
    return Document(row["doc_id"], row["doc_id"], "", "text/plain", row["text"])


def sample(rows: list[dict[str, Any]], every: int) -> list[dict[str, Any]]:
    """The rows of every so many pages; the styles of a page stand under its id, apart by a ``#``."""
    names = list(dict.fromkeys(row["doc_id"].partition("#")[0] for row in rows))
    taken = set(names[::every])
    return [row for row in rows if row["doc_id"].partition("#")[0] in taken]


def scorer() -> Any:
    """The sets' own scorer, as a module."""
    spec = importlib.util.spec_from_file_location("score", BENCHMARKS / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def print_scores(rows: list[dict[str, Any]], articles: list[Article]) -> None:
    """A line for all, for each style, and for each language with enough pages to say something."""
    score = scorer().task_cleaning
    out = {
        a.document.doc_id: {"regions": [{"kind": r.kind, "start": r.start, "end": r.end} for r in a.regions]}
        for a in articles
    }
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row, article in zip(rows, articles, strict=True):
        groups[f"in {article.language}"].append(row)
    table: dict[str, dict[str, float]] = score({row["doc_id"]: row for row in rows}, out, None)
    for language, some in sorted(groups.items(), key=lambda group: -len(group[1])):
        if len(some) >= 9:
            table[language] = score({row["doc_id"]: row for row in some}, out, None)["all"]
    print(f"{'':18}{'pages':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for name, figures in table.items():
        print(f"{name:18}{figures['n']:>6}{figures['P']:>8.3f}{figures['R']:>8.3f}{figures['F1']:>8.3f}")


def print_kept() -> None:
    """How much of clean articles stays article, and how fast they are read."""
    rows = rows_of("articledate/clean.jsonl")
    by_set: dict[str, Counter[str]] = defaultdict(Counter)
    documents = [document(row) for row in rows]
    start = time.process_time()
    articles = clean(documents)
    print(f"clean text: {len(documents) / (time.process_time() - start):.0f} documents/CPU-s")
    for row, article in zip(rows, articles, strict=True):
        for region in article.regions:
            by_set[row["set"]][region.kind] += region.end - region.start
    by_set["all"] = sum(by_set.values(), Counter())
    for name, kinds in by_set.items():
        print(f"clean text kept  {name:18}{sum(kinds[k] for k in KEPT) / kinds.total():.4f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--sample", type=int, default=1, help="every so many pages, each in all its styles")
    args = parser.parse_args()
    if not BENCHMARKS.is_dir():
        print("cleaning: skipped, the development data is not beside this checkout")
        return
    rows = sample(rows_of("cleaning/plaintext.jsonl"), args.sample)
    documents = [document(row) for row in rows]
    if args.folds:
        from tests.benchmarks.train_body_classifier import measured, odds_by_fold

        pages = [measured(row) for row in rows]
        odds = odds_by_fold(pages, args.folds)
        articles = [
            article_of(d, p.page, chosen(o, p.page.blocks, p.page.cues))
            for d, p, o in zip(documents, pages, odds, strict=True)
        ]
        print_scores(rows, articles)
        return
    clean(documents[:1])  # load what is loaded once
    start = time.process_time()
    articles = clean(documents)
    spent = time.process_time() - start
    texts = [d.text for d in documents]
    print_scores(rows, articles)
    print(f"{len(documents) / spent:.0f} documents/CPU-s, {sum(map(len, texts)) / spent / 1e6:.1f} million signs/CPU-s")
    print_kept()


if __name__ == "__main__":
    main()
