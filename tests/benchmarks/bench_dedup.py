"""Near-duplicates on the development sets: F1, recall by kind, speed, and whether run by run gives the same answer.

python -m tests.benchmarks.bench_dedup [--out FOLDER]     # FOLDER gets one JSONL file a set, for the sets' scorer
"""

import json
import random
import sys
import time
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from flows import corpus
from flows.corpus.copies import Copy, leading_documents, signature
from flows.ingest.decode import repair_mojibake, storable
from flows.records import Document
from tests.articles import article
from warehouse.store import Warehouse

SETS = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "dedup"


def signed(row: dict) -> Document:
    text = storable(repair_mojibake(row["text"])[0])
    return Document(row["doc_id"], row["doc_id"], "", "text/plain", text)


def at_once(rows: list[dict]) -> dict[str, tuple[str, float]]:
    """The marks when all documents are looked at together, in memory."""
    return leading_documents([Copy(row["doc_id"], signature(signed(row).text)) for row in rows])


def run_by_run(rows: list[dict], parts: int) -> dict[str, tuple[str, float]]:
    """The marks when the documents come into a warehouse in so many runs."""
    order = random.Random(parts).sample(rows, len(rows))
    with TemporaryDirectory() as folder, Warehouse.open(Path(folder) / "w.duckdb", checker=lambda *_: []) as warehouse:
        for part in range(parts):
            found = [signed(row) for row in order[part::parts]]
            warehouse.write_documents("r", found)
            warehouse.write_extracted("r", [article(of, when="/", verdict="unknown") for of in found])
            corpus.settle_corpus(warehouse)
        marks = warehouse._con.execute("select doc_id, duplicate_of, duplicate_score from articles").fetchall()
    return {doc_id: (of, score) for doc_id, of, score in marks if of}


def scores(rows: list[dict], marks: dict[str, tuple[str, float]]) -> dict[str, object]:
    """Precision, recall and F1 over pairs of documents, and recall for each kind of copy."""
    groups: dict[str, dict[str, list[str]]] = {"gold": defaultdict(list), "found": defaultdict(list)}
    kind = {r["doc_id"]: r["kind"] for r in rows}
    for r in rows:
        groups["gold"][r["cluster"]].append(r["doc_id"])
        groups["found"][marks.get(r["doc_id"], (r["doc_id"], 1.0))[0]].append(r["doc_id"])
    gold, found = ({tuple(sorted(p)) for g in groups[w].values() for p in combinations(g, 2)} for w in groups)
    by_kind, hit = Counter(), Counter()
    for pair in gold:
        what = next((kind[d] for d in pair if kind[d] not in ("original", "gold")), kind[pair[0]])
        by_kind[what] += 1
        hit[what] += pair in found
    p, r = len(gold & found) / max(1, len(found)), len(gold & found) / max(1, len(gold))
    recalls = {k: round(hit[k] / by_kind[k], 3) for k in sorted(by_kind)}
    return {"P": round(p, 4), "R": round(r, 4), "F1": round(2 * p * r / max(1e-9, p + r), 4), "recall": recalls}


def main(arguments: list[str]) -> None:
    if not SETS.is_dir():
        print("dedup: skipped, the development data is not beside this checkout")
        return
    out = Path(arguments[1]) if arguments[:1] == ["--out"] else None
    for path in sorted(SETS.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        start = time.process_time()
        marks = at_once(rows)
        rate = len(rows) / (time.process_time() - start)
        same = marks == run_by_run(rows, 3)
        found = scores(rows, marks)
        print(f"{path.stem:10} F1 {found['F1']} P {found['P']} R {found['R']} · {rate:.0f} documents/CPU-s", end=" · ")
        print("run by run == at once" if same else "run by run != at once")
        print(f"{'':10} recall {found['recall']}")
        if out is not None:
            lines = ({"doc_id": r["doc_id"], "duplicate_of": marks.get(r["doc_id"], (None,))[0]} for r in rows)
            (out / path.name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
