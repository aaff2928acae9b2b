"""Which dates of a page stand in rows: of other articles, each with its day, of readers' comments, of a chronicle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import pairwise

from flows.calendar.written import Written
from flows.dates.dct.page.date_labels import heads_others

_FEWEST_ROWS = 4  # dates in a row that make a list
_A_ROW, _MOST_LINES = 400, 4  # characters, and lines, from one row's date to the next's: a title, a rubric, a teaser
_A_LIST, _LONGEST_ROW = 1500, 160  # characters below its heading, and of a line, that are still of a list
_FEWEST_COMMENTS, _MOSTLY = 4, 0.75


_AN_ENTRY = re.compile(r"\s?(?::|[–—-]\s)\s?(?=[^\W\d_]+[ ,][^\n]{5})")  # "5 July 2009: Riots break out in …"
_OPENS_A_SENTENCE = re.compile(r"(?:^|[.!?]\s+|\n)\W{0,3}$")
_FEWEST_ENTRIES = 2
_RIGHT_BESIDE = 4  # characters between cells of one stamp


def entries_of_a_chronicle(text: str, dates: Sequence[Written], labels: Sequence[object]) -> frozenset[int]:
    """The dates that head the entries of a chronicle, each with what happened then."""
    heads = [
        p for p, w in enumerate(dates)
        if _AN_ENTRY.match(text, w.end) and not labels[p]
        and _OPENS_A_SENTENCE.search(text[max(0, w.start - 12) : w.start])
    ]  # fmt: skip
    return frozenset(heads if len({dates[p].days for p in heads}) >= _FEWEST_ENTRIES else ())


def is_written_twice(text: str, dates: Sequence[Written], place: int) -> bool:
    """Whether the same day stands again right beside a date: when it was published, and when last changed."""
    near = [(place - 1, place), (place, place + 1)]
    pairs = [(dates[p], dates[q]) for p, q in near if p >= 0 and q < len(dates)]
    beside = ((a, b) for a, b in pairs if b.start - a.end < _RIGHT_BESIDE and "\n" not in text[a.end : b.start])
    return any(a.days == b.days for a, b in beside)


def rows_of_lists(text: str, dates: Sequence[Written], shapes: Sequence[object], rows: Sequence[int]) -> frozenset[int]:
    """The dates of lists: one row after the other, with a title between and hardly more, all written alike.

    That their days differ is not asked: a busy page has a dozen stories of today. ``rows`` are the dates that stand
    alone on their lines or open them.
    """
    out: set[int] = set()
    run: list[int] = []
    for p in rows:
        if run and not _follows(text, dates[run[-1]], dates[p], shapes[run[-1]] == shapes[p]):
            out.update(run if len(run) >= _FEWEST_ROWS else ())
            run = []
        run.append(p)
    out.update(run if len(run) >= _FEWEST_ROWS else ())
    return frozenset(out)


def _follows(text: str, one: Written, next_one: Written, alike: bool) -> bool:
    between = text[one.end : next_one.start] if next_one.start - one.end <= _A_ROW else ""
    lines = sum(bool(line.strip()) for line in between.split("\n"))
    return alike and 1 <= lines <= _MOST_LINES and "\n" in between


def is_below_a_heading_of_others(text: str, line: int) -> bool:
    """Whether the line that begins at ``line`` stands in a list of other pages: below its heading, no story between."""
    for above in reversed(text[max(0, line - _A_LIST) : line].split("\n")[1:]):
        if len(above) > _LONGEST_ROW:
            return False
        if heads_others(above.strip()):
            return True
    return False


def comments(
    dates: Sequence[Written], rows: Sequence[int], listed: frozenset[int], has_clock: Callable[[int], bool], story: int
) -> frozenset[int]:
    """The dates of a thread of comments: many written alike, with the hour, the later mostly below the earlier, and
    none before the day of what they are about, which stands above them. ``listed`` are dates of other articles; by
    ``story`` some of the story is told.
    """
    by_form: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for p in rows:
        if has_clock(p):
            by_form[dates[p].form, dates[p].weekday is None].append(p)
    out: set[int] = set()
    for thread in by_form.values():
        later = [min(dates[q].days) >= min(dates[p].days) for p, q in pairwise(thread)]
        if len(thread) <= _FEWEST_COMMENTS or sum(later) < _MOSTLY * len(later):
            continue
        earliest = min(min(dates[p].days) for p in thread[1:])
        inside = set(thread)
        above = [p for p in rows if p < thread[0] and p not in inside | listed and max(dates[p].days) <= earliest]
        if above:
            out.update(thread)
        elif max(dates[thread[0]].days) <= earliest and not _evenly(dates, thread):
            out.update(thread[dates[thread[0]].start < story :])
    return frozenset(out)


def _evenly(dates: Sequence[Written], thread: Sequence[int]) -> bool:
    """Whether the first of a thread is no further from the next than these are from one another."""
    gaps = [dates[q].start - dates[p].end for p, q in pairwise(thread)]
    return gaps[0] <= max(gaps[1:])
