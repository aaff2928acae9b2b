"""What the witnesses read: an article's words, where its body is, and the date expressions found in it. Made once."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flows.dates.timex import Expression, recognise
from flows.names.gazetteer import Gazetteer, NamedPassage
from flows.records import Article, Region, RegionKind

_OF_OTHERS: frozenset[RegionKind] = frozenset({"teaser", "comment"})
_BESIDE_THE_BODY: frozenset[RegionKind] = frozenset({"title", "caption", "pull_quote"})
_MOST_OF_IT = 0.6
NEWS_YEARS = range(1990, 2041)  # in which rules look for a year that fits: texts that reach us as files are of them
TOLD_YEARS = range(1950, 2101)  # that rules of arithmetic take as years of a story's present; older ones are history
LEAD = 300  # characters: what stands so near the top of the body is the news itself
# A line that ends with "(A. Photographer/Associated Press)".
_CREDITED = re.compile(r"^[^\n]{20,600}\([A-Z][^()\n]{2,60}/[A-Z][^()\n]{1,50}\)[ \t]*$", re.MULTILINE)
_SENTENCE = 400  # characters on either side in which its ends are looked for
# No stop ends "the 3." of "vom 3. bis 5. Mai", "the U.S." or a short form: "Aug. 3", "Mr. Moon".
_SHORT = ("Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Sep", "Oct", "Nov", "Dec", "Mr", "Mrs", "Ms", "Dr", "St", "Gen",
          "Sen", "Rep", "Gov", "Lt", "Col")  # fmt: skip
# What is looked back at stands behind the stop itself, so that it is only looked at where there is one.
_STOP = re.compile(
    r"\. (?<!\b\d\. )(?<!\b\d\d\. )(?<!\.[A-Z]\. )" + "".join(rf"(?<!\b{word}\. )" for word in _SHORT) + r"|\n"
)
_BELOW_A_TITLE = "\n\n"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, eq=False)  # one is itself alone: what was read of it can be kept by it
class Reading:
    """An article as the witnesses see it. ``text`` is the analysis text: same length and offsets as the article's.

    ``gazetteer`` knows the names that witnesses ask for. ``borne`` are days that the page bears as its date lines do:
    weighed as such, not as what the story tells of. ``today`` is the last day that the article can be of.
    """

    article: Article
    text: str
    expressions: Sequence[Expression]
    gazetteer: Gazetteer
    borne: frozenset[date] = frozenset()
    today: date = date.max

    def with_title(self) -> tuple[Reading, int]:
        """The same with the title above the text, where the text does not have it, and by how much that moves it all.

        A title that came beside the text (of a feed, of a page's head) is the story's as much as one that stands in it.
        """
        title = " ".join((self.article.title or "").split())
        if not title or any(r.kind == "title" for r in self.article.regions) or title in self.text:
            return self, 0
        moved = len(title) + len(_BELOW_A_TITLE)
        document = replace(self.article.document, text=title + _BELOW_A_TITLE + self.article.text)
        regions = (
            Region("title", 0, len(title)),
            *(Region(r.kind, r.start + moved, r.end + moved) for r in self.article.regions),
        )
        expressions = [
            *recognise(title, self.article.language),
            *(replace(e, start=e.start + moved, end=e.end + moved) for e in self.expressions),
        ]
        article = replace(self.article, document=document, regions=regions)
        return replace(self, article=article, text=title + _BELOW_A_TITLE + self.text, expressions=expressions), moved

    @cached_property
    def _starts(self) -> list[int]:
        return [region.start for region in self.article.regions]

    def region_at(self, offset: int) -> RegionKind:
        """The kind of region that ``offset`` lies in; outside all of them is furniture."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and offset < self.article.regions[place].end:
            return self.article.regions[place].kind
        return "chrome"

    @cached_property
    def body(self) -> list[Expression]:
        """The expressions of the story itself."""
        end = self.body_spans[-1][1] if self.body_spans else 0
        own = (e for e in self.expressions if e.start < end and self.region_at(e.start) == "body")
        inside = (e for e in own if not self._in_a_caption(e.start))
        days = {(day.year, day.month, day.day) for day in self.borne}
        return [e for e in inside if (e.year, e.month, e.day) not in days]

    @cached_property
    def captions(self) -> list[Expression]:
        """The expressions of captions: their pictures may be older than the story."""
        return [e for e in self.expressions if self._in_a_caption(e.start)]

    def _in_a_caption(self, offset: int) -> bool:
        """A line that ends with who took a picture is a caption, whatever stands around it."""
        return self.region_at(offset) == "caption" or any(start <= offset < end for start, end in self._credited)

    @cached_property
    def _credited(self) -> list[tuple[int, int]]:
        return [found.span() for found in _CREDITED.finditer(self.text)]

    @cached_property
    def body_spans(self) -> list[tuple[int, int]]:
        """The stretches of the story, in order: the body, up to where other articles' begin below most of it."""
        total = sum(r.end - r.start for r in self.article.regions if r.kind == "body")
        spans: list[tuple[int, int]] = []
        read = 0
        for region in self.article.regions:
            if region.kind == "body":
                spans.append((region.start, region.end))
                read += region.end - region.start
            elif region.kind in _OF_OTHERS and read >= _MOST_OF_IT * total:
                break
        return spans

    @cached_property
    def passages(self) -> list[NamedPassage]:
        """The same stretches with the names in them that tables of reference know."""
        return [self.gazetteer.passage(self.text[start:end], start) for start, end in self.body_spans]

    @cached_property
    def passages_beside(self) -> list[NamedPassage]:
        """The story's titles, captions and quotes set apart, as passages."""
        beside = [r for r in self.article.regions if r.kind in _BESIDE_THE_BODY]
        return [self.gazetteer.passage(self.text[r.start : r.end], r.start) for r in beside]

    def leads(self, start: int) -> bool:
        """Whether a mention stands in a title or in the first lines of the body: then it is the news itself."""
        top = self.body_spans[0][0] if self.body_spans else 0
        return self.region_at(start) == "title" or 0 <= start - top < LEAD

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence around ``text[start:end]``, roughly: to the stops or line ends nearest to it."""
        if (start, end) not in self._sentences:  # several witnesses ask for the same
            self._sentences[start, end] = self._sentence(start, end)
        return self._sentences[start, end]

    @cached_property
    def _sentences(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {}

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        low = max(0, start - _SENTENCE)
        begins = max((stop.end() - 1 for stop in _STOP.finditer(self.text, low, start)), default=low - 1)
        ends = _STOP.search(self.text, end, end + _SENTENCE)
        return begins + 1, ends.start() if ends else min(len(self.text), end + _SENTENCE)

    def names_a_year(self, start: int, end: int) -> bool:
        """Whether the sentence around a mention names a year: then that dates what it says, not the DCT."""
        return bool(self.years_named(start, end))

    def years_named(self, start: int, end: int) -> set[int]:
        """The years that the sentence around a mention names by their figures."""
        return {int(year) for year in _YEAR.findall(self.text, *self.sentence(start, end))}
