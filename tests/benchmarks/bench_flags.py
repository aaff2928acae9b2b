"""Which warnings are worth reading: their precision on whole articles, counted and read.

    python -m tests.benchmarks.bench_flags [--most N]

Three runs: the development articles with their true dates (what doubts a date is a false alarm), the same with each
date three years late (what doubts it is right), and the seed articles beside the project. Whatever else is warned of
was read, and stands in judged_flags.csv: a warning that nobody has read yet is listed, and counts as wrong. Of the late
dates it is told how many were doubted. ``--most`` takes so many of the development articles.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from flows.pipeline import DIRECT, Request, run_pipeline
from warehouse.read import fetch, open_published

SHARED = Path(__file__).resolve().parents[3] / "shared"
ARTICLES = SHARED / "benchmarks" / "articles" / "dev.jsonl"
JUDGED = Path(__file__).with_name("judged_flags.csv")
LATE = 3  # years
_DOUBTS = ("article_date_mismatch", "claimed_date_in_future", "outlet_claims_lie")  # known to be true without reading
_WARNINGS = """
    select left(f.doc_id, 12) as doc, f.code, f.message
    from flags f where f.severity <> 'info' order by f.code, f.doc_id
"""


def judgements() -> dict[tuple[str, str], bool]:
    """Whether a warning (document, code) was of use to the one who read it."""
    with JUDGED.open(encoding="utf-8") as lines:
        return {(row["doc"], row["code"]): row["right"] == "yes" for row in csv.DictReader(lines)}


def warned(source: Path, folder: Path) -> list[dict[str, str]]:
    """The warnings of a run over ``source``."""
    warehouse = folder / f"{source.stem}.duckdb"
    run_pipeline(Request((str(source),), warehouse), DIRECT)
    with open_published(warehouse) as con:
        return fetch(con, _WARNINGS)


def dated(folder: Path, years: int, most: int | None) -> Path:
    """The development articles with their true dates, so many years late."""
    out = folder / f"late-{years}.jsonl"
    lines = []
    for line in ARTICLES.read_text("utf-8").splitlines()[:most]:
        row = json.loads(line)
        year, rest = int(row["date"][:4]), row["date"][4:10].replace("-02-29", "-02-28")
        lines.append(json.dumps({"text": row["text"], "title": row.get("title"), "date": f"{year + years}{rest}"}))
    out.write_text("\n".join(lines), "utf-8")
    return out


def main() -> None:
    if not SHARED.is_dir():
        print(f"{SHARED} is absent: no articles to warn of")
        return
    options = argparse.ArgumentParser(description="Which warnings are worth reading.")
    options.add_argument("--most", type=int, help="Take so many of the development articles.")
    most = options.parse_args().most
    known = judgements()
    total: Counter[bool] = Counter()
    with TemporaryDirectory() as name:
        folder = Path(name)
        runs: list[tuple[str, Path, bool | None]] = [
            ("true dates", dated(folder, 0, most), False), (f"{LATE} years late", dated(folder, LATE, most), True),
            ("seeds", SHARED / "seeds", None),
        ]  # fmt: skip
        for title, source, true in runs:
            counts: Counter[tuple[str, bool]] = Counter()
            unread, doubted = [], set()
            for row in warned(source, folder):
                mechanical = row["code"] in _DOUBTS and true is not None
                doubted |= {row["doc"]} if mechanical and row["doc"] else set()
                right = true if mechanical else known.get((row["doc"], row["code"]))
                if right is None:
                    unread.append(row)
                counts[row["code"], bool(right)] += 1
                total[bool(right)] += 1
            print(f"{title}: {sum(counts.values())} warnings")
            if true is not None:
                articles = len(source.read_text("utf-8").splitlines())
                print(f"  {len(doubted)} of {articles} articles have their date doubted")
            for code in sorted({code for code, _ in counts}):
                print(f"  {code:<28} {counts[code, True]} of use, {counts[code, False]} not")
            for row in unread:
                print(f"  not read yet: {row['doc']} {row['code']}: {row['message'][:160]}")
    share = total[True] / max(sum(total.values()), 1)
    print(f"precision of warnings: {total[True]} of {sum(total.values())} = {share:.2f}")


if __name__ == "__main__":
    main()
