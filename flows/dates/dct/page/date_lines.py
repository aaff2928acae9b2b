"""The page's own date lines: which of the dates in a page's furniture is the day the article was published.

A page shows many dates: today's at the top, one for every teaser, comment and archive month, and its own. What tells
them apart is where each stands (just above the body, at its foot, at the top of the page, in a list of others), what
else its line holds (nothing, an author, a sentence), and how it is labelled. Each date gets a score from these marks;
together with the chance that none is the article's, the scores make the chance of each.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from flows.calendar import written
from flows.calendar.written import Written
from flows.dates.dct.page.date_marks import DateMarks
from flows.records import Article, Evidence, Interval


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date of the page with the marks it bears; ``marks`` are names of `MARKS`."""

    written: Written
    marks: frozenset[str]

    @property
    def score(self) -> float:
        """The sum of its marks, in nats."""
        return sum(MARKS[m] for m in self.marks)


# What each mark is worth, in nats. Signs and order of size follow from how pages are laid out; sizes were counted on
# pages of known date (`python -m tests.benchmarks.bench_datelines --weights`) and rounded to halves.
MARKS = {
    "date line": 0.5,  # the cleaning stage took the line for a date line
    "just above the body": 1.5,
    "above the body": 0.5,
    "head of the body": 1.0,
    "early in the body": 0.5,
    "inside the body": -0.5,
    "inside a bare story": -2.0,
    "in a sentence": -1.0,
    "in running text": -2.5,
    "just below the body": 0.0,
    "far below the body": -1.5,
    "alone on its line": 1.0,
    "short line": 0.5,
    "opens its paragraph": 1.0,
    "with a clock time": 0.5,
    "published": 2.0,
    "updated": 1.0,
    "updated, beside another": -1.5,
    "other label": -3.5,
    "last above the body": 0.5,
    "top of the page": -1.0,
    "day of the visit": -2.0,
    "first on the page": 1.0,
    "again elsewhere": 0.5,
    "written twice": 1.0,
    "among other dates": -2.5,
    "in a teaser": -1.0,
    "in a comment": -2.0,
    "in a caption": -2.0,
    "in a list of others": -2.0,
    "in a thread": -3.0,
    "stamp of a post": -3.0,
    "to come": -3.0,
    "address": 0.5,
    "beside its author": 1.0,
    "beside its update": 1.0,
    "beside the title": 1.5,
    "dated": 1.0,
    "of an event": -3.5,
    "of a comment": -2.0,
    "said of itself": 2.0,
    "after the copyright year": -0.5,
    "of a span of days": -2.0,
    "in the title": -2.0,
    "entry of a chronicle": -3.0,
}
NONE_OF_THEM = 0.0  # the score that "none of these dates" competes with
_MOST = 4  # dates of one page that are kept as evidence
_MOST_DATES = 400  # a page with more is a table; its own date stands among the first


def line_evidence(article: Article, today: date) -> list[Evidence]:
    """The dates that the page's lines offer, the likeliest first; weights are chances and sum to at most one."""
    ranked = sorted(shares_of(candidates(article, today)).items(), key=lambda item: -item[1][0])[:_MOST]
    out = []
    for day, (share, candidate) in ranked:
        w = candidate.written
        quote, note = article.text[w.start : w.end], ", ".join(sorted(candidate.marks))
        out.append(Evidence("date line", Interval(day, day), round(share, 3), quote, w.start, w.end, note))
    return out


def shares_of(found: Sequence[Candidate]) -> dict[date, tuple[float, Candidate]]:
    """For each day, how likely it is the article's (together at most 1), and the date line that speaks best for it."""
    best: dict[date, Candidate] = {}
    weights: dict[date, float] = defaultdict(float)
    for candidate in found:
        for day in candidate.written.days:
            weight = exp(candidate.score) / len(candidate.written.days)
            if weight > weights[day]:
                weights[day] = weight
                best[day] = candidate
    total = sum(weights.values()) + exp(NONE_OF_THEM)
    return {day: (weight / total, best[day]) for day, weight in weights.items()}


def candidates(article: Article, today: date) -> list[Candidate]:
    """Every complete date of the page, with its marks."""
    text = article.text
    dates = [w for w in written.find_written(text, article.language) if w.granularity == "day"]
    dates = written.settle(dates, text, article.language)
    if not dates:
        return []
    dates = dates[:_MOST_DATES]
    page = DateMarks(article, dates)
    return [Candidate(w, page.marks(place, today)) for place, w in enumerate(dates)]
