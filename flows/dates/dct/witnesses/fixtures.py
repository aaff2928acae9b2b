"""What is held on days that are known years ahead (`fixtures.toml`): games, championships, summits, departures.

"The Rio Olympics" is one of them by its place, "the 2016 Olympics" by its year, "the Olympics" any. The witness of
counted time asks for their days; told as of next month, or as opening on Friday, they date the writing by themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses.elections import relative_window
from flows.dates.timex import Expression
from flows.names.fold import fold
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval
from seeds import declared, kept

_WRONG, _ANY_WRONG = 0.05, 0.08  # how often another is meant than the one named, or than those of the table
_OPENS = re.compile(
    r"^,? (?:(?:which|that|the) )?(?:will (?:open|begin|start|kick off)|opens?|begins?|starts?|kicks? off|"
    r"(?:is|are) (?:due|set|scheduled) to (?:open|begin|start)|gets? under ?way|beginnt|beginnen|startet|"
    r"commence\w*|debut\w*|empieza\w*|comienza\w*|inizia\w*)(?: (?:in [a-z]+ )?(?:on|in|at|am|im|le|el))? (?:the )?$"
)
_HAS_OPENED = re.compile(r"^,? (?:(?:which|that) )?(?:opened|began|started|kicked off|got under ?way)(?: on)? $")
_HAS_CLOSED = re.compile(r"^,? (?:(?:which|that) )?(?:closed|ended|finished|concluded|came to an end)(?: on)? $")
_BESIDE = 60  # characters between what is held and when


@dataclass(frozen=True, slots=True)
class Fixture:
    """One that is held: its name as the tables have it, its first and its last day."""

    name: str
    opens: date
    closes: date


@dataclass(frozen=True, slots=True)
class Held:
    """A mention at ``folded[start:end]`` of a passage, and those that it can mean."""

    start: int
    end: int
    meant: tuple[Fixture, ...]

    @property
    def wrong(self) -> float:
        """How often none of them is meant."""
        return _WRONG if len(self.meant) == 1 else _ANY_WRONG


def entries() -> Iterator[Entry]:
    """What the gazetteer is to look for: every name, and the fixtures that it can be of."""
    yield from ((name, "fixture", meant) for name, meant in _names().items())


def testimony(reading: Reading) -> list[Testimony]:
    """What the first that is told with its time says: "the World Cup opens on Thursday", "next month's Olympics"."""
    for passage in reading.passages:
        for held in fixtures_named(passage):
            for e in reading.body:
                if windows := list(_windows(passage, held, e)):
                    start = min(passage.start + held.start, e.start)
                    quote = reading.article.text[start : max(passage.start + held.end, e.end)]
                    says = windows[0] if len(windows) == 1 else Interval()
                    note = "with the days on which it is held"
                    evidence = Evidence("arithmetic", says, 0.6, quote, start, start + len(quote), note)
                    return [Testimony(evidence, raised(windows, held.wrong))]
    return []


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds, which is evidence of that kind."""
    return None


def fixtures_named(passage: NamedPassage) -> list[Held]:
    """What is named in it, the longest of nested names."""
    return [
        Held(name.start, name.end, name.entry)
        for name in passage.of_kind("fixture")
        if passage.text[name.start].isupper() or " " in passage.folded[name.start : name.end]
    ]


def _windows(passage: NamedPassage, held: Held, e: Expression) -> Iterator[Interval]:
    """The days of writing from which it is told so; none where ``e`` does not say when it is."""
    start, end = e.start - passage.start, e.end - passage.start
    ahead, behind = passage.folded[end : held.start], passage.folded[held.end : start]
    if end <= held.start and held.start - end <= len("'s the "):
        is_its = re.fullmatch(r"'s?(?: the)? ?", ahead) is not None  # "next month's Olympics"
        opens, opened, closed = is_its, False, False
    elif 0 <= start - held.end <= _BESIDE:
        opens = bool(_OPENS.match(behind) or re.fullmatch(r"(?: (?:in|on))? ?", behind))
        opened, closed = bool(_HAS_OPENED.match(behind)), bool(_HAS_CLOSED.match(behind))
    else:
        return
    if not (opens or opened or closed):
        return
    for one in held.meant:
        window = relative_window(
            one.closes if closed else one.opens, e,
            future=opens and (e.direction == "future" if e.year else e.direction != "past"),
            past=opened or closed or e.direction == "past",
        )  # fmt: skip
        if window:
            yield window


@kept
def _names() -> dict[str, tuple[Fixture, ...]]:
    """Every folded name and the fixtures that it can mean."""
    found: dict[str, list[Fixture]] = defaultdict(list)
    for row in declared("fixtures.toml").values():
        words: Sequence[str] = row["words"]
        for written in row["editions"]:
            opens, closes, places = written.split(" ", 2)
            fixture = Fixture(words[0], date.fromisoformat(opens), date.fromisoformat(closes))
            for word in words:
                for name in _spelt(word, opens[:4], () if places == "-" else places.split("|")):
                    found[fold(name)].append(fixture)
                if row.get("bare", True) and (" " in word or len(word) >= len("Brexit")):
                    found[fold(word)].append(fixture)
    return {name: tuple(dict.fromkeys(meant)) for name, meant in found.items()}


def _spelt(word: str, year: str, places: Sequence[str]) -> Iterator[str]:
    """The word with the year or the place that tells which is meant: "2016 Olympics", "Rio Olympics", "Games in Rio".

    A place in figures is the year that it goes by, where it was held in another.
    """
    year = next((place for place in places if place.isdigit()), year)
    yield from (f"{year} {word}", f"{word} {year}")
    for place in places:
        yield from (f"{place} {word}", f"{word} in {place}", f"{word} von {place}", f"{word} de {place}",
                    f"{place} {year}")  # fmt: skip
