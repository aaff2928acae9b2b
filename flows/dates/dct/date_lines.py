"""The page's own date lines: which of the dates in a page's furniture is the day the article was published.

A page shows many dates: today's at the top, one for every teaser, comment and archive month, and its own. What tells
them apart is where each stands (just above the body, at its foot, at the top of the page, in a list of others), what
else its line holds (nothing, an author, a sentence), and how it is labelled. Each date gets a score from these marks;
together with the chance that none is the article's, the scores make the chance of each.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from math import exp

from flows.dates.dct import written
from flows.dates.dct.written import Written
from flows.records import Article, Evidence, Interval

_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d|\s?(?:uhr|h\b|[ap]\.?m\b))", re.IGNORECASE)
_LETTERS = re.compile(r"[\W\d_]+")
_CJK = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_POST = re.compile(r"\(@\w{1,30}\)\s*$")  # "— A. Writer (@awriter) May 4, 2021": the stamp of a post that is quoted
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")


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
# pages of known date, rounded to halves.
MARKS = {
    "date line": 0.5,  # the cleaning stage took the line for a date line
    "just above the body": 1.5,
    "above the body": 0.5,
    "head of the body": 1.5,
    "early in the body": 0.5,
    "inside the body": -0.5,
    "in a sentence": -1.0,
    "in running text": -2.5,
    "just below the body": 0.0,
    "far below the body": -1.0,
    "alone on its line": 1.0,
    "short line": 0.5,
    "opens its paragraph": 1.0,
    "with a clock time": 0.5,
    "published": 2.0,
    "updated": 0.5,
    "updated, beside another": -2.0,
    "other label": -2.5,
    "last above the body": 1.0,
    "top of the page": -1.5,
    "first on the page": 1.0,
    "again elsewhere": 1.0,
    "among other dates": -1.5,
    "in a teaser": -1.0,
    "in a comment": -2.0,
    "in a caption": -2.0,
    "stamp of a post": -3.0,
    "earliest": 0.5,
    "only date": 1.0,
    "to come": -3.0,
    "address": 0.5,
}
_OF_THE_STORY = frozenset({"in a sentence", "in running text", "in a caption", "stamp of a post"})
_NONE_OF_THEM = 1.0  # the score that "none of these dates" competes with
_MOST = 4  # dates of one page that are kept as evidence
_FAR = 2000  # characters to either side; a longer line is no date line
_MOST_DATES = 400  # a page with more is a table; its own date stands among the first
_FEW_LETTERS, _SHORT_LINE, _PROSE_LINE, _LEAD = 12, 60, 140, 16


def evidence(article: Article, today: date) -> list[Evidence]:
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
    total = sum(weights.values()) + exp(_NONE_OF_THEM)
    return {day: (weight / total, best[day]) for day, weight in weights.items()}


def candidates(article: Article, today: date) -> list[Candidate]:
    """Every complete date of the page, with its marks."""
    text = article.text
    dates = [w for w in written.find(text, article.language) if w.granularity == "day"]
    dates = written.settle(dates, text, article.language)
    if not dates:
        return []
    dates = dates[:_MOST_DATES]
    page = _Page(article, dates)
    return [Candidate(w, frozenset(page.marks(place, today))) for place, w in enumerate(dates)]


class _Page:
    """Where the lines of a page stand: made once, asked for every date."""

    def __init__(self, article: Article, dates: Sequence[Written]) -> None:
        self.article, self.text, self.dates = article, article.text, dates
        self.lines = [self._line(w) for w in dates]
        self.rest = [self._rest(place) for place in range(len(dates))]
        body = [(r.start, r.end) for r in article.regions if r.kind == "body"]
        self.body = (body[0][0], body[-1][1]) if body else (len(self.text), len(self.text))
        self.date_lines = [(r.start, r.end) for r in article.regions if r.kind in ("date_line", "byline")]
        self.count = Counter(day for w in dates for day in w.days)
        self.heads = [p for p, r in enumerate(self.rest) if r <= _SHORT_LINE]
        self.head_starts = [self.lines[p][0] for p in self.heads]
        # A date alone at the very top, well above the story, is the day the page was called up.
        self.on_top = [self._is_on_top(p) for p in range(len(dates))]
        above = [p for p in self.heads if dates[p].end <= self.body[0] + 2 and not self.on_top[p]]
        self.last_above = above[-1] if above else None
        self.first = next((p for p in range(len(dates)) if not self.on_top[p]), None)
        starts = [r.start for r in article.regions]
        self.kinds: dict[int, str] = {}
        for p, w in enumerate(dates):
            at = bisect_right(starts, w.start) - 1
            if at >= 0 and w.start < article.regions[at].end:
                self.kinds[p] = article.regions[at].kind

    def _line(self, w: Written) -> tuple[int, int]:
        """The line around a date, cut to what a reader would look at."""
        low, high = max(0, w.start - _FAR), min(len(self.text), w.end + _FAR)
        end = self.text.find("\n", w.end, high)
        return max(self.text.rfind("\n", low, w.start) + 1, low), high if end < 0 else end

    def _rest(self, place: int) -> int:
        """How many letters the date's line holds beside dates (a CJK character counts as two)."""
        start, end = self.lines[place]
        w = self.dates[place]
        if end - start > _FAR:
            return _FAR
        rest = self.text[start : w.start] + " " + self.text[w.end : end]
        plain = _LETTERS.sub(" ", rest).strip()
        return len(plain) + len(_CJK.findall(plain))

    def marks(self, place: int, today: date) -> set[str]:
        """The marks of one date."""
        w, line, rest = self.dates[place], self.lines[place][0], self.rest[place]
        out = {self._where(place)}
        if any(s <= w.start < e for s, e in self.date_lines):
            out.add("date line")
        if place == self.last_above:
            out.add("last above the body")
        if rest <= _FEW_LETTERS:
            out.add("alone on its line")
        elif rest <= _SHORT_LINE:
            out.add("short line")
        elif w.start - line <= _LEAD and self.text[line : w.start].count(" ") <= 3:
            out.add("opens its paragraph")
        else:
            out.add("in running text" if rest > _PROSE_LINE else "in a sentence")
        if _CLOCK.search(self.text[w.end : w.end + 20]) or _CLOCK.search(self.text[max(line, w.start - 14) : w.start]):
            out.add("with a clock time")
        if label := self._label(w, line):
            out.add("updated, beside another" if label == "updated" and self._beside(place) else label)
        if self.on_top[place]:
            out.add("top of the page")
        elif place == self.first:
            out.add("first on the page")
        if any(self.count[d] > 1 for d in w.days):
            out.add("again elsewhere")
        if self._crowd(place) >= 2:
            out.add("among other dates")
        if len(self.count) == len(w.days):
            out.add("only date")
        elif min(self.count) in w.days:
            out.add("earliest")
        if all(d > today for d in w.days):
            out.add("to come")
        if _ADDRESS.search(self.text[max(line, w.start - 200) : w.start]):
            out.add("address")
        if _POST.search(self.text[max(line, w.start - 60) : w.start]):
            out.add("stamp of a post")
        if out & _OF_THE_STORY:
            out -= {"only date", "first on the page", "head of the body", "opens its paragraph"}
        return out - {""}

    def _is_on_top(self, place: int) -> bool:
        w, (line, _) = self.dates[place], self.lines[place]
        bare = self.rest[place] <= 2 or (w.weekday is not None and self.rest[place] <= 2 * _FEW_LETTERS)
        return bare and line < 600 and self.body[0] - w.end > 300 and self._label(w, line) != "published"

    def _where(self, place: int) -> str:
        """The mark of a date's place on the page."""
        w, rest = self.dates[place], self.rest[place]
        first, last = self.body
        kind = self.kinds.get(place)
        if kind in ("teaser", "comment", "caption"):
            return f"in a {kind}"
        if w.end <= first + 2:
            gap = first - w.end
            return "just above the body" if gap < 300 else "above the body" if gap < 1500 else ""
        if w.start >= last:
            return "just below the body" if w.start - last < 300 else "far below the body"
        if w.start - first < 200:
            return "head of the body"
        if rest <= _SHORT_LINE and w.start - first < max(700, (last - first) // 6):
            return "early in the body"
        return "inside the body"

    def _beside(self, place: int) -> bool:
        """Whether a date line of another day, or of the same, stands right beside this one."""
        near = [p for p in (place - 1, place + 1) if 0 <= p < len(self.dates)]
        return any(abs(self.dates[p].start - self.dates[place].start) < 120 for p in near)

    def _label(self, w: Written, line: int) -> str | None:
        """What the words before the date, on its line or alone on the line above, say that it is of."""
        before = self.text[max(line, w.start - 40) : w.start]
        if not before.strip() and line:
            above = self.text.rfind("\n", 0, max(0, line - 1)) + 1
            lead = self.text[max(above, line - 40) : line]
            before = lead if len(lead.strip()) <= 25 else ""
        words = " ".join(_LETTERS.sub(" ", before).lower().split())
        return label_of(words)

    def _crowd(self, place: int) -> int:
        """How many date lines of other days stand within a teaser's length on either side."""
        line = self.lines[place][0]
        days = self.dates[place].days
        low = bisect_left(self.head_starts, line - 500)
        high = bisect_left(self.head_starts, line + 500)
        return sum(1 for p in self.heads[low:high][:12] if self.lines[p][0] != line and self.dates[p].days != days)


@lru_cache(maxsize=1)
def _labels() -> dict[str, str]:
    lines = (files("seeds") / "reference" / "date_labels.csv").read_text(encoding="utf-8").splitlines()
    table: dict[str, str] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        for words in row["words"].split("|"):
            table.setdefault(" ".join(_LETTERS.sub(" ", words).lower().split()), row["role"])
    return table


def label_of(words: str) -> str | None:
    """The role that the last words of ``words`` name: "published", "updated", "other label", or none."""
    table = _labels()
    parts = words.split()
    ends = parts[-6:]
    for skip in range(min(3, len(ends))):  # "updated on", "published by A. Writer on": small words may follow the label
        tail = ends[: len(ends) - skip]
        for size in range(min(4, len(tail)), 0, -1):
            if role := table.get(" ".join(tail[-size:])):
                return "other label" if role == "other" else role
    for word in (words.replace(" ", "")[-6:], words[-4:], words[-3:], words[-2:]):  # languages without blanks
        if _CJK.search(word) and (role := table.get(word)):
            return "other label" if role == "other" else role
    return None
