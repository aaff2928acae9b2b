"""How a page is laid out around its dates: for each of them, the marks that tell whose it is.

A mark is a fact about where a date stands, what else its line holds, what it is called and what other dates the page
shows. What the marks are worth is not decided here but in `date_lines`.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from datetime import date

from flows.calendar.written import Written
from flows.dates.dct.page.date_labels import Label, letters, said_of_itself
from flows.dates.dct.page.date_lists import (
    entries_of_a_chronicle,
    is_below_a_heading_of_others,
    is_written_twice,
)
from flows.dates.dct.page.page_lines import FEW_LETTERS, LEAD, SHORT_LINE, PageLines
from flows.records import Article

OF_THE_VISIT = "day of the visit"  # the mark of the day on which the page was called up
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)[^\n\d]{0,40}(?:(?:19|20)\d\d\s?[-–—]\s?)?((?:19|20)\d\d)", re.IGNORECASE
)
_OF_THE_STORY = frozenset(
    {"in a sentence", "in running text", "in a caption", "in the title", "of a span of days", "entry of a chronicle"}
)
_OF_FURNITURE = frozenset(
    {"first on the page", "last above the body", "head of the body", "opens its paragraph", "dated", "beside the title",
     "beside its author"}
)  # fmt: skip
# Of something else: then where it stands says nothing.
_OF_OTHERS = frozenset({"stamp of a post", "in a thread", "in a list of others"})
_OF_PLACE = frozenset({"just above the body", "above the body", "again elsewhere"})  # of which a row of a list has none
_OF_ITS_OWN = frozenset({"published", "beside its author", "beside the title", "beside its update"})
_LABELLED: dict[Label, str] = {"event": "of an event", "comment": "of a comment", "other": "other label"}
_PREPOSITION = re.compile(
    r"\W*(?:on|in|since|from|until|after|by|as of|am|ab|seit|bis|vom|zum|nach|à partir|depuis|desde|dal|dopo|sinds|"
    r"vanaf|op|od|do|с|от|после|від)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"[^\W\d_]\s+(?:of|dated|vom|zum|ab|du|de|del|dell[ao’']|van|op|от|z|dnia|fra|från)\s$", re.IGNORECASE
)
_GOES_ON = re.compile(r"\)?,?\s+[a-zà-öø-ÿа-яё]{2}")  # "April 13, 2012, the agency launched"
_PROSE_LINE = 140
_BESIDE = 120  # characters between dates of one stamp: "4 May 2021, 10:15 | Updated: 9 May 2021"
_MENU_LINE, _A_MENU, _FEW_WORDS = 80, 4, 4  # characters of a line, lines, and words of a line, of menus
_VERY_TOP = 40  # characters of a page: a site's name
_NEARLY_ALL = 0.9


class DateMarks:
    """The marks of the dates of a page: made once, asked for every date. ``dates`` in the order of the text."""

    def __init__(self, article: Article, dates: Sequence[Written]) -> None:
        self.page = PageLines(article, dates)
        self.text, self.dates = article.text, dates
        self.lines, self.rest, self.labels = self.page.lines, self.page.rest, self.page.labels
        body = [(r.start, r.end) for r in article.regions if r.kind == "body"]
        self.body = (body[0][0], body[-1][1]) if body else (len(self.text), len(self.text))
        story = sum(end - start for start, end in body)
        self.is_bare = story > _NEARLY_ALL * len(self.text.strip())  # there is no furniture that a date could be of
        self.date_lines = [(r.start, r.end) for r in article.regions if r.kind in ("date_line", "byline")]
        self.count = Counter(day for w in dates for day in w.days)
        self.beside_title = self._beside_title()
        years = [int(m[1]) for m in _COPYRIGHT.finditer(self.text)]
        self.copyright = max(years, default=None)
        self.chronicle = entries_of_a_chronicle(self.text, dates, self.labels)
        self.kinds_at = [(r.start, r.kind) for r in article.regions]
        self.on_top = self._on_top()
        own = [p for p in range(len(dates)) if p not in self.on_top | self.page.posts]
        above = [p for p in own if self.rest[p] <= SHORT_LINE and dates[p].end <= self.body[0] + 2]
        self.last_above = above[-1] if above and above[-1] not in self.page.crowded else None
        is_led = own and not self.is_bare and dates[own[0]].start < self.body[1]
        self.first = own[0] if is_led else None
        starts = [r.start for r in article.regions]
        self.kinds: dict[int, str] = {}
        for p, w in enumerate(dates):
            at = bisect_right(starts, w.start) - 1
            if at >= 0 and w.start < article.regions[at].end:
                self.kinds[p] = article.regions[at].kind

    def marks(self, place: int, today: date) -> frozenset[str]:
        """The marks of one date."""
        w, line, rest = self.dates[place], self.lines[place][0], self.rest[place]
        out = {self._where(place)}
        if any(s <= w.start < e for s, e in self.date_lines):
            out.add("date line")
        if place == self.last_above:
            out.add("last above the body")
        if rest <= FEW_LETTERS:
            out.add("alone on its line")
        elif rest <= SHORT_LINE:
            out.add("in a sentence" if self._is_in_a_sentence(place) else "short line")
        elif self._opens_its_paragraph(place):
            out.add("opens its paragraph")
        else:
            out.add("in running text" if rest > _PROSE_LINE else "in a sentence")
        if self.page.has_clock(place):
            out.add("with a clock time")
        if label := self.labels[place]:
            is_of_a_change = label == "updated" and (self._beside(place) or self._tells_another(place))
            out.add("updated, beside another" if is_of_a_change else _LABELLED.get(label, label))
        elif self._precedes_an_update(place):
            out.add("beside its update")
        elif pair := self._in_a_pair(place):
            out.add(pair)
        if self.page.has_author(place):
            out.add("beside its author")
        if place in self.beside_title:
            out.add("beside the title")
        if place in self.on_top:
            out.add("top of the page")
            if (w.weekday is not None or line < _VERY_TOP) and self._menu_lines(self.lines[0][1]) >= _A_MENU:
                out = out - _OF_PLACE | {OF_THE_VISIT}
        elif place == self.first:
            out.add("first on the page")
        if any(self.count[d] > 1 for d in w.days):
            out.add("again elsewhere")
        if place in self.page.crowded:
            out.add("among other dates")
        if all(d > today for d in w.days):
            out.add("to come")
        if self.copyright and all(d.year > self.copyright for d in w.days):
            out.add("after the copyright year")
        if _ADDRESS.search(self.text[max(line, w.start - 200) : w.start]):
            out.add("address")
        if place in self.chronicle:
            out.add("entry of a chronicle")
        if is_written_twice(self.text, self.dates, place):
            out.add("written twice")
        if place in self.page.posts:
            out.add("stamp of a post")
        if w.start >= self.body[1] and not out & _OF_ITS_OWN and is_below_a_heading_of_others(self.text, line):
            out.add("in a list of others")
        if place in self.page.comments:
            out.add("in a thread")
        if place in self.page.spans:
            out.add("of a span of days")
        if any(low <= w.start < high for low, high in self.page.titles) or self.kinds.get(place) == "title":
            out.add("in the title")
        if itself := self._says_of_itself(place):
            out = (out - _OF_THE_STORY - {"published", "updated", "dated"}) | {"said of itself", itself}
        elif "updated" in out and self.text[max(line, w.start - 30) : w.start].rpartition("(")[1]:
            out -= {"in a sentence", "in running text"}  # "An overview (as of 14 January 2022)."
        if out & (_OF_THE_STORY | _OF_OTHERS) or (
            label in ("event", "other") and place not in self.page.labelled_above
        ):
            out -= _OF_FURNITURE
        if place in self.page.listed:
            out -= _OF_FURNITURE | _OF_PLACE
        return frozenset(out - {""})

    def _beside_title(self) -> frozenset[int]:
        """The dates next to the title: below it or after it with hardly a line between them, or right above it."""
        out: set[int] = set()
        starts = [w.start for w in self.dates]
        for low, high in self.page.titles:
            after = bisect_left(starts, high)
            if after < len(starts) and starts[after] - high < 150 and self.text.count("\n", high, starts[after]) <= 4:
                out.add(after)
            before = bisect_left(starts, low) - 1
            if before >= 0 and 0 <= low - self.dates[before].end < 40:
                out.add(before)
        return frozenset(p for p in range(len(starts)) if any(self.lines[p] == self.lines[q] for q in out))

    def _opens_its_paragraph(self, place: int) -> bool:
        """Whether a paragraph begins with the date and goes on apart from it: no sentence that tells what was then."""
        w, (line, _) = self.dates[place], self.lines[place]
        before = self.text[line : w.start]
        if w.start - line > LEAD or before.count(" ") > 3:
            return False
        return self.page.has_author(place) or not (_PREPOSITION.match(before) or _GOES_ON.match(self.text, w.end))

    def _is_in_a_sentence(self, place: int) -> bool:
        """Whether a short line is a sentence that tells what was then, or part of one: "On 5 May 2019 the bridge was
        opened.", "Letter of 5 May 2019 to the owners".
        """
        w, (line, end) = self.dates[place], self.lines[place]
        if self.labels[place] not in (None, "dated") or self.page.has_author(place) or self.page.has_clock(place):
            return False
        before, goes_on = self.text[line : w.start].rpartition(". ")[2], _GOES_ON.match(self.text, w.end)
        if self.text[line:end].rstrip()[-1:] in {".", "!", "?"}:
            return bool(_PREPOSITION.match(before) or goes_on)
        return bool(goes_on and _LINKS.search(before))

    def _on_top(self) -> frozenset[int]:
        """The dates that are the day the page was called up: alone at the very top, well above the story.

        That day stands above the title, and is no earlier than any day that stands between it and the story.
        """
        if not self.dates:
            return frozenset()
        w, (line, end) = self.dates[0], self.lines[0]
        is_of_now = w.weekday is not None or self.page.has_clock(0)
        bare = self.rest[0] <= (2 * FEW_LETTERS if is_of_now else 2)
        if (
            not bare
            or self.labels[0] in ("published", "updated")
            or self._precedes_an_update(0)
            or self.page.has_author(0)
        ):
            return frozenset()
        above = self.text[:line].split("\n")
        if any(high <= line and line - high < 600 for low, high in self.page.titles[:1]) or any(
            len(one) > _MENU_LINE for one in above
        ):
            return frozenset()  # it stands under the title, or under what is no menu
        below = [p for p in self.page.heads if p > 0 and w.end < self.dates[p].start <= self.body[0] + 200]
        is_far_up = line < 600 and self.body[0] - w.end > 300
        is_far_up |= line == 0 and any(self.page.has_author(p) and self.dates[p].days[0] < w.days[0] for p in below)
        listed = [p for p in below if p in self.page.listed]
        is_far_up |= len(listed) > 1 and all(min(self.dates[p].days) <= w.days[0] for p in listed)
        if w.weekday is not None and all(one.count(" ") < _FEW_WORDS for one in above):
            is_far_up |= self._menu_lines(end) >= _A_MENU
        if not is_far_up and not (is_of_now and any(d <= w.days[0] for p in below for d in self.dates[p].days)):
            return frozenset()
        if w.weekday is None:
            return frozenset({0})
        again = self.text[line:end]
        return frozenset(p for p in range(len(self.dates)) if self.text[slice(*self.lines[p])] == again)

    def _menu_lines(self, end: int) -> int:
        """How many lines of few words stand between ``end`` and what is the article's: its title, or else its body."""
        starts = [low for low, _ in self.page.titles] + [at for at, kind in self.kinds_at if kind == "title"]
        head = min([at for at in starts if at >= end] + [self.body[0]])
        return sum(0 < len(one.split()) <= _FEW_WORDS for one in self.text[end:head].split("\n"))

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
        if self.is_bare and self.labels[place] not in ("published", "updated"):
            return "inside a bare story"
        if rest <= SHORT_LINE and w.start - first < max(700, (last - first) // 6):
            return "early in the body"
        return "inside the body"

    def _beside(self, place: int) -> bool:
        """Whether a date line of another day, or of the same, stands right beside this one: not of something else."""
        near = [p for p in (place - 1, place + 1) if 0 <= p < len(self.dates) and self.labels[p] not in _LABELLED]
        return any(abs(self.dates[p].start - self.dates[place].start) < _BESIDE for p in near)

    def _tells_another(self, place: int) -> bool:
        """Whether the page calls another of its dates, and no later one, the day on which it was published."""
        return any(
            min(self.dates[p].days) <= max(self.dates[place].days)
            and p not in self.page.crowded | self.page.comments
            and self.kinds.get(p) not in ("teaser", "comment")
            for p, label in enumerate(self.labels)
            if label == "published"
        )

    def _precedes_an_update(self, place: int) -> bool:
        """Whether the next date is called an update of this one, which nothing else is said of."""
        after = place + 1
        return (
            after < len(self.dates)
            and self.labels[after] == "updated"
            and self.dates[after].start - self.dates[place].start < _BESIDE
            and max(self.dates[after].days) >= min(self.dates[place].days)
        )

    def _in_a_pair(self, place: int) -> str | None:
        """Of two instants side by side, neither labelled, the earlier is of publication, the later of a change."""
        for p in (place - 1, place + 1):
            if (
                not 0 <= p < len(self.dates)
                or self.labels[p]
                or not self.page.has_clock(p)
                or not self.page.has_clock(place)
            ):
                continue
            (a, b), own, other = sorted((place, p)), self.dates[place].days, self.dates[p].days
            if self.dates[b].start - self.dates[a].end < 14 and self.lines[a][0] == self.lines[b][0] and own != other:
                return "beside its update" if max(own) < min(other) else "updated, beside another"
        return None

    def _says_of_itself(self, place: int) -> Label | None:
        """The role that a sentence gives to the date in it, where the sentence is about the page."""
        w, (line, end) = self.dates[place], self.lines[place]
        before = self.text[max(line, w.start - 90) : w.start].rpartition(". ")[2]
        after = self.text[w.end : min(end, w.end + 110)].partition(". ")[0]
        return said_of_itself(letters(before), letters(after))
