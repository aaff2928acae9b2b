"""The article's own date over the development sets: issue-sized tables, by set, by band of error, with calibration.

    python -m tests.benchmarks.bench_articledate [messy|clean|html|mismatch ...] [--part K/N] [--errors N]

Runs clean and dates only; no language model. Scores with ../shared/benchmarks/score.py, or says that it is absent.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
import time
from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates import resolve
from flows.dates.dct import intervals, reading_of
from flows.dates.dct.reason import STATED_FROM, STATED_UNTIL
from flows.dates.dct.solve.timeline import Turn
from flows.dates.dct.witnesses import WITNESSES
from flows.dates.timex import recognise
from flows.ingest.claims import claim
from flows.ingest.page_claims import page_claims
from flows.records import Article, ArticleDate, DatedArticle, Document, Evidence, Interval, TakenIn

SHARED = Path(__file__).resolve().parents[3] / "shared" / "benchmarks"
SETS = ("messy", "clean", "html", "mismatch")
LEVELS = (0.5, 0.7, 0.8, 0.9, 0.95, 1.01)
TAKEN_IN = TakenIn(date(2026, 11, 28), "as of")  # the same figures on any day
MASSES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


def document(row: dict[str, Any]) -> Document:
    """What `annotate` makes of a row, without the workers that guard it against hostile pages."""
    given = claim("given", row.get("date"), "published")
    claims = (given,) if given else ()
    text, media_type, title = row.get("text"), "text/plain", row.get("title")
    if text is None:
        from flows.ingest.page import by_trafilatura

        page = by_trafilatura(row["html"], row.get("url"))
        text, media_type, title = page.text, "text/html", page.title
        claims += page.claims or page_claims(row["html"], row.get("url"))
    return Document(
        row["doc_id"], "-", "", media_type, text, title=title, url=row.get("url"), claims=claims, taken_in=TAKEN_IN
    )


def annotated(rows: Sequence[dict[str, Any]]) -> tuple[list[DatedArticle], float]:
    """The rows' articles with their dates, and the seconds that the dates stage took."""
    articles: list[Article] = clean([document(row) for row in rows])
    start = time.process_time()
    return resolve(articles), time.process_time() - start


def as_output(row: dict[str, Any], dated: DatedArticle) -> dict[str, Any]:
    """The part of `annotate`'s answer that the scorer looks at."""
    found = dated.date
    days = {"from": found.interval.lo, "to": found.interval.hi}
    return {
        "doc_id": row["doc_id"],
        "article_date": {k: v and v.isoformat() for k, v in days.items()} | {"verdict": found.verdict},
    }


def calibration(rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle]) -> list[str]:
    """Of the answers given some confidence, how many hold the truth."""
    bands: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for row, article in zip(rows, dated, strict=True):
        found = article.date
        if not found.interval.is_open:
            band = next(level for level in LEVELS if found.confidence < level)
            bands[band].append((found.confidence, date.fromisoformat(row["gold_date"][:10]) in found.interval))
    lines = ["confidence        n   said  true"]
    low = 0.0
    for level in LEVELS:
        if cases := bands.get(level):
            said, true = (sum(c[i] for c in cases) / len(cases) for i in (0, 1))
            lines.append(f"{low:.2f} to {min(level, 1):.2f}  {len(cases):5}  {said:.3f}  {true:.3f}")
        low = level
    return lines


def curve(rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle]) -> list[str]:
    """Of the intervals that should hold some share of the truth, how many do, by source: the calibration curve."""
    held: dict[str, list[list[bool]]] = defaultdict(list)
    for row, one in zip(rows, dated, strict=True):
        text = analysis_text(one.article)
        truth = date.fromisoformat(row["gold_date"][:10])
        found = [truth in i for i in intervals(reading_of(one.article, text, recognise(text)), MASSES)]
        for name in ("all", row["set"]):
            held[name].append(found)
    lines = ["should hold           n" + "".join(f"{mass:>7}" for mass in MASSES)]
    for name in sorted(held, key=lambda n: (n != "all", n)):
        shares = (sum(found[i] for found in held[name]) / len(held[name]) for i in range(len(MASSES)))
        lines.append(f"{name:18} {len(held[name]):5}" + "".join(f"{share:7.3f}" for share in shares))
    return lines


def errors(rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle], name: str) -> Iterable[str]:
    """The answers that are wrong, a line each."""
    for row, article in zip(rows, dated, strict=True):
        found, truth = article.date, date.fromisoformat(row["gold_date"][:10])
        wrong = (found.verdict == "mismatch") != (abs(row["delta_days"]) >= 365) if name == "mismatch" else (
            not found.interval.is_open and truth not in found.interval
        )  # fmt: skip
        if wrong:
            span = f"{found.interval.lo} to {found.interval.hi}"
            yield f"{row['doc_id']}  {truth}  {found.verdict} {span}: {found.reason}"


def contradictions(found: ArticleDate) -> list[Evidence]:
    """What the reason tells as a fact and the answer does not keep to."""
    told = [e for e in found.evidence if (said := _clause(e)) and said.removeprefix("the text ") in found.reason]
    return [e for e in told if not _keeps_to(found.interval, e)]


def _clause(e: Evidence) -> str | None:
    return next((said for witness in WITNESSES if (said := witness.clause(e))), None)


def _keeps_to(answer: Interval, e: Evidence) -> bool:
    stated = e.says
    if e.kind in ("day without year", "month without year") and e.note.startswith("told as "):
        for told in [x for x in recognise(e.quote) if x.month][:1]:
            first, last = told.day or 1, told.day or monthrange(2023, told.month or 1)[1]
            stated = Turn(told.month, first, last, past=e.note.startswith("told as past")).bound_in(answer)
    elif e.kind not in STATED_FROM | {"explicit date"}:
        return True
    from_then = stated.lo is None or (answer.lo is not None and answer.lo >= stated.lo)
    by_then = stated.hi is None or (answer.hi is not None and answer.hi <= stated.hi)
    told_until = e.kind in STATED_UNTIL or e.note.startswith("told as future")
    return from_then and (by_then or not told_until)


def by_set(rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle]) -> list[str]:
    """Mismatches found by source: wire copy flatters rules on weekdays."""
    table: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for row, article in zip(rows, dated, strict=True):
        off = abs(row["delta_days"])
        band = "true date" if off == 0 else "1-30" if off <= 30 else "31-364" if off < 365 else ">=365"
        cell = table[row["set"]][band]
        cell[0] += article.date.verdict == "mismatch"
        cell[1] += 1
    bands = ("true date", "1-30", "31-364", ">=365")
    lines = ["flagged / all     " + "".join(f"{b:>12}" for b in bands)]
    for name in sorted(table):
        lines.append(f"{name:18}" + "".join(f"{'/'.join(map(str, table[name][b])):>12}" for b in bands))
    return lines


def _scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], default=[])
    parser.add_argument("--part", default="0/1", help="every Nth document, from the Kth")
    parser.add_argument("--errors", type=int, default=0)
    asked = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    score = _scorer()
    part, parts = (int(n) for n in asked.part.split("/"))
    for name in asked.sets or SETS:
        with (SHARED / "articledate" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for place, line in enumerate(lines) if place % parts == part]
        dated, seconds = annotated(rows)
        out = {row["doc_id"]: as_output(row, one) for row, one in zip(rows, dated, strict=True)}
        gold = {row["doc_id"]: row for row in rows}
        task = score.task_mismatch if name == "mismatch" else score.task_articledate
        print(f"== {name}: {len(rows)} documents, {1000 * seconds / len(rows):.1f} ms each in the dates stage")
        for key, figures in task(gold, out, asked).items():
            print(f"  {key}: {figures}")
        broken = sum(bool(contradictions(one.date)) for one in dated)
        print(f"  answers that go beyond what their reason tells as a fact: {broken}")
        tables = by_set(rows, dated) if name == "mismatch" else calibration(rows, dated)
        for line in [*tables, *(curve(rows, dated) if name == "clean" else ())]:
            print("  " + line)
        for _, line in zip(range(asked.errors), errors(rows, dated, name), strict=False):
            print("    " + line)


if __name__ == "__main__":
    main()
