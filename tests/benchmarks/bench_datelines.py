"""The date that stands on the page: by language, by cause of error, and what the marks of date lines are worth.

    python -m tests.benchmarks.bench_datelines [messy|html ...] [--part unseen|tuned] [--errors N] [--weights]

``tuned`` is the three quarters of the documents that the rules were made with, ``unseen`` the rest. ``--weights``
counts the marks of `flows.dates.dct.page.date_lines` by conditional logit over the dates of each page, shrunk towards
the weights in use, and says by five-fold cross-validation whether the counted ones would choose better.
"""

from __future__ import annotations

import argparse
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np

from flows.clean import clean
from flows.dates import resolve
from flows.dates.dct.page import date_lines
from flows.records import DatedArticle
from tests.benchmarks.bench_articledate import SHARED, document

TODAY = datetime.now(UTC).date()
SHRINKAGE, ROUNDS, STEP = 3.0, 150, 0.05


def is_unseen(doc_id: str) -> bool:
    """Whether a document is of the quarter that was not looked at."""
    return zlib.crc32(doc_id.encode()) % 4 == 0


def truth_of(row: dict[str, Any]) -> date:
    """The day that the row's article was published."""
    return date.fromisoformat(row["gold_date"][:10])


def cause_of(row: dict[str, Any], dated: DatedArticle) -> str:
    """Why the answer is what it is: "right", or the kind of its error."""
    truth, found = truth_of(row), dated.date.interval
    if found.is_day and found.lo == truth:
        return "right"
    if found.is_day and found.lo and abs((found.lo - truth).days) == 1:
        return "a day off: another time zone, or the day of the visit"
    if (
        found.is_day
        and found.lo
        and (found.lo.year, found.lo.month, found.lo.day) == (truth.year, truth.day, truth.month)
    ):
        return "day and month exchanged"
    claimed = {c.day for c in dated.article.document.claims}
    candidates = date_lines.candidates(dated.article, TODAY)
    shares = date_lines.shares_of(candidates)
    if truth not in shares and truth not in claimed:
        return "written nowhere" + (", another day asserted" if found.is_day else "")
    if not found.is_day:
        best = max(shares, key=lambda day: shares[day][0], default=None)
        if truth in claimed or best == truth:
            against = dated.date.verdict == "mismatch"
            return "found, but the text speaks against it" if against else "found, but not surely enough"
        return "another date was likelier, neither asserted"
    if found.lo in claimed:
        return "another claim believed"
    marks = shares[found.lo][1].marks if found.lo in shares else frozenset()
    for mark in ("in a teaser", "in a comment", "updated", "dated", "top of the page", "among other dates"):
        if mark in marks:
            return f"chosen: a date that is {mark}"
    return "chosen: another date line"


def table(rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle], key: str) -> list[str]:
    """A line a language or cause: documents, of those with the date in sight exact, precision of the days asserted."""
    cells: dict[str, Counter[str]] = defaultdict(Counter)
    for row, one in zip(rows, dated, strict=True):
        cell = cells[str(one.article.language) if key == "language" else cause_of(row, one)]
        visible, right = row.get("gold_date_visible", True), cause_of(row, one) == "right"
        cell.update(n=1, visible=visible, exact=visible and right, day=one.date.interval.is_day, right=right)
    lines = [f"{key:55}   all  in sight  exact  precision"]
    for name, c in sorted(cells.items(), key=lambda item: -item[1]["n"]):
        exact, precision = c["exact"] / max(1, c["visible"]), c["right"] / max(1, c["day"])
        lines.append(f"{name:55} {c['n']:5} {c['visible']:9}  {exact:5.3f}      {precision:5.3f}")
    return lines


@dataclass(frozen=True, slots=True)
class Choice:
    """The dates of one page as rows of marks, the rows that may stand for each day, and the true day."""

    marks: np.ndarray
    rows_of: dict[date, list[int]]
    truth: date


class Weights:
    """Conditional logit over the days of each page; "none of them" competes with a weight of its own."""

    def __init__(self, rows: Sequence[dict[str, Any]], dated: Sequence[DatedArticle]) -> None:
        self.names = sorted(date_lines.MARKS)
        place = {name: i for i, name in enumerate(self.names)}
        self.used = np.array([*(date_lines.MARKS[n] for n in self.names), date_lines.NONE_OF_THEM])
        self.choices = []
        for row, one in zip(rows, dated, strict=True):
            candidates = date_lines.candidates(one.article, TODAY)
            marks = np.zeros((len(candidates), len(self.names)))
            rows_of: dict[date, list[int]] = defaultdict(list)
            for at, candidate in enumerate(candidates):
                marks[at, [place[m] for m in candidate.marks]] = 1
                for day in candidate.written.days:
                    rows_of[day].append(at)
            self.choices.append(Choice(marks, rows_of, truth_of(row)))

    def best(self, choice: Choice, weights: np.ndarray) -> tuple[list[date], list[int], np.ndarray]:
        """The days, the row that speaks best for each, and the chance of each and of none."""
        scores = choice.marks @ weights[:-1]
        days = list(choice.rows_of)
        best = [max(choice.rows_of[day], key=lambda at: scores[at]) for day in days]
        nats = np.append(scores[best], weights[-1])
        chances = np.exp(nats - nats.max())
        return days, best, chances / chances.sum()

    def fitted(self, choices: Sequence[Choice]) -> np.ndarray:
        """The weights under which the true days are likeliest, by Adam, shrunk towards those in use."""
        weights, mean, square = self.used.copy(), np.zeros_like(self.used), np.zeros_like(self.used)
        for step in range(1, ROUNDS + 1):
            slope = -SHRINKAGE * (weights - self.used)
            for choice in choices:
                days, best, chances = self.best(choice, weights)
                wanted = np.array([day == choice.truth for day in days] + [choice.truth not in days], dtype=float)
                slope[:-1] += (wanted - chances)[:-1] @ choice.marks[best]
                slope[-1] += (wanted - chances)[-1]
            mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
            weights = weights + STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        return weights

    def right(self, choices: Sequence[Choice], weights: np.ndarray) -> int:
        """How many pages' true day is the likeliest."""
        found = 0
        for choice in choices:
            days, _, chances = self.best(choice, weights)
            found += bool(days) and days[int(chances[:-1].argmax())] == choice.truth
        return found

    def report(self) -> list[str]:
        """Cross-validated choice with counted weights and with those in use, and both weights of every mark."""
        folds = [self.choices[k::5] for k in range(5)]
        counted = sum(
            self.right(fold, self.fitted([c for other in folds if other is not fold for c in other])) for fold in folds
        )
        lines = [
            f"likeliest day is the true one: {self.right(self.choices, self.used)} of {len(self.choices)} with the"
        ]
        lines[0] += f" weights in use, {counted} with counted ones (five-fold)"
        for name, used, fit in zip([*self.names, "none of them"], self.used, self.fitted(self.choices), strict=True):
            lines.append(f"  {name:28} used {used:5.1f}  counted {fit:6.2f}")
        return lines


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", choices=["messy", "html", []], default=[])
    parser.add_argument("--part", choices=["unseen", "tuned"])
    parser.add_argument("--errors", type=int, default=0, help="list so many wrong answers, with their cause")
    parser.add_argument("--weights", action="store_true", help="count the marks of date lines (messy)")
    asked = parser.parse_args()
    if not SHARED.is_dir():
        sys.exit("skipped: the development sets (../shared/benchmarks) are not beside this checkout")
    for name in ("messy",) if asked.weights else asked.sets or ("messy", "html"):
        with (SHARED / "articledate" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        rows = [r for r in rows if asked.part is None or is_unseen(r["doc_id"]) == (asked.part == "unseen")]
        dated = resolve(clean([document(row) for row in rows]))
        print(f"== {name}{f', {asked.part} part' if asked.part else ''}: {len(rows)} documents")
        if asked.weights:
            print("\n".join(Weights(rows, dated).report()))
            return
        for key in ("language", "cause"):
            print("\n".join(table(rows, dated, key)), end="\n\n")
        wrong = ((r, d, c) for r, d in zip(rows, dated, strict=True) if (c := cause_of(r, d)) != "right")
        for _, (row, one, cause) in zip(range(asked.errors), wrong, strict=False):
            found = one.date.interval
            print(f"  {row['doc_id']}  {truth_of(row)}  {found.lo} to {found.hi}  {cause}")


if __name__ == "__main__":
    main()
