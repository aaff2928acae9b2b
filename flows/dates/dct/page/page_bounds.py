"""What a page says of its day without naming it: a month below its title, the day on which it was called up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.calendar import written
from flows.dates.dct.claimed_days import CALLED_UP, Bounded
from flows.dates.dct.page.date_lines import Candidate, candidates, shares_of
from flows.dates.dct.page.date_marks import OF_THE_VISIT, DateMarks
from flows.dates.dct.solve.solution import WORTH_HEARING
from flows.records import Article, Evidence, Interval

_CLEAR = 0.7  # a month at least this likely is the page's
_CALLED_UP = 0.97  # how far the day on top is trusted as the last day on which the page was written
# A month stands in menus of archives and in stories, too: it is the page's beside what is only the page's.
_ITS_OWN = frozenset({"beside the title", "beside its author", "published"})
_SAYS_WHEN_CHANGED = {"said of itself", "updated"}  # "This page was last edited on 5 May 2021"
_MOST_MONTHS = 12  # a page with more is an archive


def line_bounds(article: Article, lines: Sequence[Evidence], today: date) -> list[Bounded]:
    """What the page's lines say of its day where none of its date ``lines`` may be that day."""
    clear = [e for e in lines if e.weight >= WORTH_HEARING]
    if clear and set(clear[0].note.split(", ")) >= _SAYS_WHEN_CHANGED:
        return [Bounded(Interval(None, clear[0].says.lo), "date line", clear[0].quote, clear[0].weight)]
    if clear:
        return []
    days = [c.written for c in candidates(article, today) if OF_THE_VISIT in c.marks]
    called_up = [Bounded(Interval(None, w.days[0]), CALLED_UP, _quote(article, w), _CALLED_UP) for w in days[:1]]
    return [*_months(article, today), *called_up]


def _months(article: Article, today: date) -> list[Bounded]:
    """The month that stands below the title, or beside the author, as journals print it: "November 2023"."""
    found = [w for w in written.find_written(article.text, article.language) if w.granularity == "month"]
    if not found or len(found) > _MOST_MONTHS:
        return []
    marks = DateMarks(article, found)
    shares = shares_of([Candidate(w, marks.marks(place, today)) for place, w in enumerate(found)])
    share, best = max(shares.values(), key=lambda one: one[0])
    says = best.written.interval.intersect(Interval(None, today))
    if share < _CLEAR or not best.marks & _ITS_OWN or says.is_empty:
        return []
    return [Bounded(says, "date line", _quote(article, best.written), share)]


def _quote(article: Article, w: written.Written) -> str:
    return article.text[w.start : w.end]
