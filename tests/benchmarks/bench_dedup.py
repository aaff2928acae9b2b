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

from flows.corpus.copies import Copy, from_bytes, leading_documents, signature, to_bytes
from flows.ingest.decode import repair_mojibake, storable

SETS = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "dedup"


def marks_of(rows: list[dict], parts: int) -> dict[str, tuple[str, float]]:
    """The marks when the documents come in so many runs, in another order each time, signatures stored between them."""
    order = random.Random(parts).sample(rows, len(rows))
    stored: dict[str, bytes] = {}
    marks: dict[str, tuple[str, float]] = {}
    for part in range(parts):
        for row in order[part::parts]:
            stored[row["doc_id"]] = to_bytes(signature(storable(repair_mojibake(row["text"])[0])))
        marks = leading_documents([Copy(doc_id, from_bytes(kept)) for doc_id, kept in stored.items()])
    return marks


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
        marks = marks_of(rows, 1)
        rate = len(rows) / (time.process_time() - start)
        same = marks == marks_of(rows, 3)
        found = scores(rows, marks)
        print(f"{path.stem:10} F1 {found['F1']} P {found['P']} R {found['R']} · {rate:.0f} documents/CPU-s", end=" · ")
        print("run by run == at once" if same else "run by run != at once")
        print(f"{'':10} recall {found['recall']}")
        if out is not None:
            lines = ({"doc_id": r["doc_id"], "duplicate_of": marks.get(r["doc_id"], (None,))[0]} for r in rows)
            (out / path.name).write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
