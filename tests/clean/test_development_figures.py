"""What the goals ask of cleaning, on a sample of the development data; ``bench_clean`` prints the whole tables."""

import json
from pathlib import Path

from flows.clean import clean
from flows.records import Document


def documents(path: Path, every: int) -> list[tuple[dict, Document]]:
    rows = [json.loads(line) for i, line in enumerate(path.open(encoding="utf-8")) if i % every == 0]
    return [(row, Document(row["doc_id"], "", "", "text/plain", row["text"], language="en")) for row in rows]


def test_clean_articles_stay_articles(shared: Path) -> None:
    kept = total = 0
    pairs = documents(shared / "benchmarks/articledate/clean.jsonl", 8)
    for said in clean([document for _, document in pairs]):
        for region in said.regions:
            total += region.end - region.start
            if region.kind in ("body", "title", "byline", "dateline", "date_line", "caption"):
                kept += region.end - region.start
    assert kept / total > 0.97


def test_bodies_come_out_of_dumps(shared: Path) -> None:
    pairs = documents(shared / "benchmarks/cleaning/plaintext.jsonl", 11)
    shares = []
    for (row, _), said in zip(pairs, clean([document for _, document in pairs]), strict=True):
        found = {w for r in said.regions if r.kind == "body" for w in said.text[r.start : r.end].split()}
        gold = set(row["gold_text"].split())
        shares.append(2 * len(found & gold) / max(1, len(found) + len(gold)))
    assert sum(shares) / len(shares) > 0.9
