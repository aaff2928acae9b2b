"""Where the dates of a page stand: their lines, what else these hold, what they call the date, who is named there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from flows.calendar.written import Written
from flows.clean.header import byline_in
from flows.dates.dct.page.date_labels import UNSPACED, Label, label_after, label_of, letters
from flows.dates.dct.page.date_lists import comments, rows_of_lists
from flows.records import Article

_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d\d|\s?(?:uhr|h\b|[ap]\.?m\b))", re.IGNORECASE)
# A line that leads to the article before or after this one, and may bear its day.
_NEIGHBOUR = re.compile(
    r"\W{0,4}(?:previous|prev|next|older|newer|vorheriger?|voriger?|nächster?|précédent|suivant|anterior|siguiente|próximo|"
    r"precedente|successivo|vorige|volgende|предыдущ\w+|следующ\w+)\b(?: (?:article|post|story|entry|artikel|beitrag|"
    r"nota|articolo))?\s?[:»›→|–—-]",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"\W*\d+\s(?!\W*[ap]m\b)[^\W\d_]")  # "4 May 2021 | 0 comment": how many there are
_NO_LETTERS = re.compile(r"[\W\d_]+")
# A date glued to a word or to the end of a sentence stood in a cell of its own, which lost its border: no sentence is
# written so. "…um“01.05.2017", "Publié par Claire20 janvier 2020budget".
_GLUED_BEFORE = re.compile(r"(?:[^\W\d_]{3}|[!?.…\"”“»)])$")
_GLUED_AFTER = re.compile(r"[^\W\d_]{3}")
# "№ 31 от", "Edição 1170, do dia", "No. 34,": what follows is the day of an issue in print.
_ISSUE = re.compile(
    r"(?:№|\bn[ro]?[.°º]|\bno|\bnum(?:ber|mer|éro|ero)?|\bissue|\bausgabe|\bedição|\bedición|\bedizione|\bvol\.)\s?"
    r"\d{1,6}(?:/\d{2,4})?(?:[\s,()–—|-]|\b(?:от|vom|du|del|de|do|dia|dated|of|van|z|dnia)\b)*$",
    re.IGNORECASE,
)
_OF_A_RELEASE = re.compile(r"press|presse|mitteilung|communiqué|comunica|prensa|imprensa|сообщен", re.IGNORECASE)
_AN_ADDRESS = re.compile(r"(?:https?://|www\.)\S")
_POST = re.compile(r"\(@\w{1,30}\)\s*$")  # "— A. Writer (@awriter) May 4, 2021": the stamp of a post that is quoted
_AUTHOR_BEFORE = re.compile(
    r"(?:^|[|·•,;:–—/\s-])(?:by|von|par|por|di|door|av|af|przez|autor(?:in|e|a)?|author|auteur|oleh|yazan|автор|redaktion|"
    r"redaction|rédaction|redacción|redazione|redakcja|редакция)\s?:?\s[^\d\n]{2,50}$",
    re.IGNORECASE,
)
_AUTHOR_AFTER = re.compile(
    r"[\s,.|·•–—/:\d-]{0,14}(?:(?:uhr|h|[ap]\.?m\.?|cet|gmt)[\s,.|·•–—/-]{1,4})?"
    r"(?:by|von|durch|par|por|di|door|av|af|przez|autor(?:in|e)?|author|auteur|oleh|автор)\s?:?\s(?=[^\W\d_])",
    re.IGNORECASE,
)
_AUTHOR_WORD = re.compile(
    r"\W*(?:by|von|par|por|di|door|av|af|przez|author|autor(?:in|e|a)?|auteur|autore|автор|yazan)\W*$", re.IGNORECASE
)
# between an author and a date
_SMALL_WORDS = re.compile(r"[\s,|·•–—(-]*(?:\b(?:on|am|le|el|il|den|em|op))?[\s,|·•–—(-]*$")
# "9–11 May 2021", "dal 12 maggio 2017 al 30 giugno 2017": something that lasts for days.
_SPAN_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.?\s?[-–—~～]\s?$")
_SPAN_AFTER = re.compile(r"\s?[-–—~～]\s?\d{1,2}(?![\d:.hH])")
_TO = re.compile(
    r"\W{0,3}(?:[-–—~～]|to|until|till|through|bis(?: zum)?|al|au|jusqu['’]au|hasta(?: el)?|até|ao?|"
    r"tot(?: en met)?|t/m|do|по|до|til)"
    r"\W{0,3}(?:[^\W\d_]{2,10},? )?$"
)
_FAR = 2000  # characters to either side; a longer line is no date line
_OF_A_BOOK, _BESIDE_A_BOOK = re.compile(r"\bISBN\b"), 160  # characters: what was published there is the book reviewed
_OF_THE_REVIEW = re.compile(
    r"\b(?:review(?:ed)?|posted|rezension|rezensiert|critique|reseña|recensione)\b", re.IGNORECASE
)
FEW_LETTERS, SHORT_LINE, LEAD = (
    12,
    60,
    16,
)  # letters of a line that is a date alone, of a short line; before what opens one
_LABEL_LINE = 25  # characters of the longest line that labels the one below it
_OPENS = 3  # characters before a date that its line begins with
_FACTS = 3  # labelled lines below a date that are looked at: its hour, its place, its price
_A_SPAN = 24  # characters between the first and the last day of a span
_A_PARAGRAPH = 160  # characters of a line that is no title
_CROWD = 2  # so many dates of other days near by are a list
_FEW_WORDS = 3  # blanks in the shortest title
_MOST_TITLES = 6  # times that a title stands on its page


class PageLines:
    """Where the lines around dates stand, and what else they hold. ``dates`` in the order of the text."""

    def __init__(self, article: Article, dates: Sequence[Written]) -> None:
        self.text, self.dates = article.text, dates
        self.lines = [self._line(w) for w in dates]
        self.on_line: dict[int, list[Written]] = defaultdict(list)
        for w, (start, _) in zip(dates, self.lines, strict=True):
            self.on_line[start].append(w)
        self.rest = [self._rest(place) for place in range(len(dates))]
        self.bylines = [(r.start, r.end) for r in article.regions if r.kind == "byline"]
        self.heads = [p for p, r in enumerate(self.rest) if r <= SHORT_LINE]
        self.head_starts = [self.lines[p][0] for p in self.heads]
        self.labelled_above: set[int] = set()  # labels on a line of their own may be entries of a menu
        self.labels = [self._label(p) for p in range(len(dates))]
        self.titles = self._titles(article)
        self.posts = frozenset(p for p in range(len(dates)) if self._is_post(p))
        self.spans = self._spans()
        self.shapes = [self._shape(p) for p in range(len(dates))]
        opening = [p for p, w in enumerate(dates) if w.start - self.lines[p][0] <= _OPENS]
        rows = sorted({*self.heads, *opening})
        self.listed = rows_of_lists(self.text, dates, self.shapes, rows)
        self.crowded = self.listed | {p for p in range(len(dates)) if self._crowd(p) >= _CROWD}
        for head in self._heads_of_a_story(rows):
            self.listed, self.crowded = self.listed - {head}, self.crowded - {head}
        told = next(
            (r.end for r in article.regions if r.kind == "body" and r.end - r.start > _A_PARAGRAPH), len(self.text)
        )
        self.comments = comments(dates, rows, self.crowded, self.has_clock, told)

    def _line(self, w: Written) -> tuple[int, int]:
        """The line around a date, cut to what a reader would look at."""
        low, high = max(0, w.start - _FAR), min(len(self.text), w.end + _FAR)
        end = self.text.find("\n", w.end, high)
        return max(self.text.rfind("\n", low, w.start) + 1, low), high if end < 0 else end

    def _rest(self, place: int) -> int:
        """How many letters the date's cell of its line holds beside dates (a CJK character counts as two)."""
        start, end = self.lines[place]
        w = self.dates[place]
        if end - start > _FAR:
            return _FAR
        low = w.start if _GLUED_BEFORE.search(self.text, max(start, w.start - 3), w.start) else start
        high = w.end if self._is_glued_after(w) else end
        at, rest = low, ""
        for other in self.on_line[start]:
            if low <= other.start and other.end <= high:
                rest, at = f"{rest} {self.text[at : other.start]}", other.end
        plain = _NO_LETTERS.sub(" ", f"{rest} {self.text[at:high]}").strip()
        return len(plain) + len(UNSPACED.findall(plain))

    def _is_glued_after(self, w: Written) -> bool:
        return _GLUED_AFTER.match(self.text, w.end) is not None and not UNSPACED.match(self.text, w.end)

    def has_clock(self, place: int) -> bool:
        w, line = self.dates[place], self.lines[place][0]
        after, before = (
            self.text[w.end : min(self.lines[place][1], w.end + 20)],
            self.text[max(line, w.start - 14) : w.start],
        )
        return bool(_CLOCK.search(after) or _CLOCK.search(before))

    def _titles(self, article: Article) -> list[tuple[int, int]]:
        """Where the article's title stands: above the story, and wherever the page lists it among others."""
        spans: list[tuple[int, int]] = []
        title = (article.title or "").strip()
        if title.count(" ") < _FEW_WORDS and not UNSPACED.search(title):
            return spans  # a name or a rubric, which stands beside many things
        while title and len(spans) < _MOST_TITLES:
            at = self.text.find(title, spans[-1][1] if spans else 0)
            if at < 0:
                break
            spans.append((at, at + len(title)))
        return spans

    def _is_post(self, place: int) -> bool:
        w, (line, _) = self.dates[place], self.lines[place]
        return _POST.search(self.text[max(line, w.start - 60) : w.start]) is not None

    def _heads_of_a_story(self, rows: Sequence[int]) -> list[int]:
        """The one date among those written alike that a paragraph follows, where a title follows the others."""
        by_shape: dict[object, list[int]] = defaultdict(list)
        for p in rows:
            below = self.text[self.lines[p][1] : self.lines[p][1] + 2 * _A_PARAGRAPH].lstrip().partition("\n")[0]
            if len(below) >= _A_PARAGRAPH:
                by_shape[self.shapes[p]].append(p)
        return [found[0] for found in by_shape.values() if len(found) == 1]

    def _spans(self) -> frozenset[int]:
        """The dates that begin or end a span of days."""
        out: set[int] = set()
        for p, w in enumerate(self.dates):
            before = self.text[max(self.lines[p][0], w.start - 6) : w.start]
            if _SPAN_BEFORE.search(before) or _SPAN_AFTER.match(self.text, w.end):
                out.add(p)
            following = self.dates[p + 1] if p + 1 < len(self.dates) else None
            if following and 0 < following.start - w.end < _A_SPAN and following.days > w.days:
                out.update({p, p + 1} if _TO.match(self.text[w.end : following.start]) else ())
        return frozenset(out)

    def _shape(self, place: int) -> tuple[object, ...]:
        """What the lines of one list have in common: how the date is written, and what stands beside it."""
        w = self.dates[place]
        author = self.has_author(place)
        return w.form, w.weekday is None, self.labels[place], self.has_clock(place), author

    def has_author(self, place: int) -> bool:
        """Whether the date's line, or the one next to it, names the author."""
        (start, end), w = self.lines[place], self.dates[place]
        if self.rest[place] <= 2 * SHORT_LINE or w.start - start < LEAD:
            before, after = self.text[max(start, w.start - 70) : w.start], self.text[w.end : min(end, w.end + 40)]
            if _AUTHOR_BEFORE.search(_SMALL_WORDS.sub("", before)) or _AUTHOR_AFTER.match(after):
                return True
        if any(0 <= start - e <= 3 or 0 <= s - end <= 3 for s, e in self.bylines):
            return True
        above = [line for line in self.text[max(0, start - 90) : start].split("\n") if _NO_LETTERS.sub("", line)][-2:]
        below = self.text[end : end + 90].lstrip().partition("\n")[0]
        if above and (byline_in(above[-1]) or (len(above) > 1 and _AUTHOR_WORD.match(above[0]))):
            return True  # "By A. Writer", or "By" and below it "A. Writer"
        return byline_in(below) is not None and len(below) < SHORT_LINE

    def _label(self, place: int) -> Label | None:
        """What the words before the date, on its line or alone on the line above, or right after it say it is of."""
        w, (line, end) = self.dates[place], self.lines[place]
        before = self.text[max(line, w.start - 40) : w.start]
        if not before.strip():
            above = self.text[max(0, line - 60) : line].rstrip().rpartition("\n")[2]
            before = above if len(above.strip()) <= _LABEL_LINE else ""
            if before and not before.rstrip().endswith(":"):
                self.labelled_above.add(place)
        is_of_an_issue = w.granularity == "day" and self._is_of_an_issue(line, w)  # its month is the article's
        if _NEIGHBOUR.match(self.text, line, w.start) or is_of_an_issue:
            return "other"
        label = label_of(letters(before))
        if label == "updated" and _AN_ADDRESS.search(self.text, line, w.start):
            return "other"  # the day on which a source was looked up
        if label in ("published", "updated") and self._is_beside_a_book(line, end):
            return "published" if _OF_THE_REVIEW.search(before) else "other"
        is_line = self.rest[place] <= SHORT_LINE
        if label not in (None, "dated", "place") and (label != "comment" or is_line):  # "the council said on …"
            return label
        following = self.text[w.end : min(end, w.end + 60)].replace(" at ", " ")
        if label_after(letters(following)) == "comment" and not _COUNTED.match(following):
            return "comment"
        return "event" if self._has_place_below(end) else label if label == "dated" else None

    def _has_place_below(self, end: int) -> bool:
        """Whether the lines below name the place of what is announced, among a few labelled ones."""
        for line in [one for one in self.text[end : end + 120].split("\n") if one.strip()][:_FACTS]:
            name, colon, _ = line.partition(":")
            if not colon or not name.strip().replace(" ", "").isalpha():
                return False
            if label_of(letters(name)) == "place":
                return True
        return False

    def _is_of_an_issue(self, line: int, w: Written) -> bool:
        """Whether the number of an issue stands right before: not of a release to the press, which is the article."""
        before = self.text[max(line, w.start - 60) : w.start]
        return _ISSUE.search(before) is not None and not _OF_A_RELEASE.search(before)

    def _is_beside_a_book(self, line: int, end: int) -> bool:
        """Whether a book's number stands near: its day is that of the book, the day of the review is the article's."""
        return _OF_A_BOOK.search(self.text, max(0, line - _BESIDE_A_BOOK), end + _BESIDE_A_BOOK) is not None

    def _crowd(self, place: int) -> int:
        """How many date lines of other days, and of the same shape, stand within a teaser's length on either side."""
        line = self.lines[place][0]
        days = self.dates[place].days
        low = bisect_left(self.head_starts, line - 500)
        high = bisect_left(self.head_starts, line + 500)
        return sum(
            1
            for p in self.heads[low:high][:12]
            if self.lines[p][0] != line
            and p not in self.spans
            and self.dates[p].days != days
            and self.shapes[p] == self.shapes[place]
        )
