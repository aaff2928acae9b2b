"""The time that somebody held office, as the bounds of what was done then: "as president, she signed it"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dates.dct.witnesses.office_table import Holder, family, holders_named, titles
from flows.names.fold import fold
from flows.records import Interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_MARKS = frozenset({"while", "when"})
_LONGEST = 4  # words of a name or of a title
_GOVERNMENTS = frozenset({"administration", "cabinet", "government"})
_UNITS = frozenset({"days", "hours", "months", "weeks", "years"})
_OFFICE = frozenset({"office", "power"})
_HEADS = ("president", "prime minister", "chancellor", "premier")


def in_office(event: Token, dct: Interval) -> Interval | None:
    """The days on which the one who acted held the office that the clause gives them, up to the article's date.

    ``None`` where no office is told, where the tables know of no one holder, or where the office is still held: what a
    president has done as president was then any day.
    """
    found = [days for title, name in _told(event) if (days := _term(title, name, dct)) is not None]
    return found[0] if found else None


def entered(event: Token, days: Interval) -> Interval | None:
    """The day within ``days`` on which somebody took the office that the clause, or the one above, gives them:
    "banned by President Ana Moraes weeks after she took office in 2009"."""
    if event.lemma_ != "take" or not any(c.dep_ == "dobj" and c.lower_ in _OFFICE for c in event.children):
        return None
    for title, name in (*_told(event), *_told(event.head)):
        starts = {h.start for h in _terms(title, name) if h.start in days}
        if len(starts) == 1:
            return Interval(*starts, *starts)
    return None


def _told(event: Token) -> Iterator[tuple[str, str]]:
    """Title and name of those in whose office an event is told to have been."""
    actor = next((c for c in event.children if c.dep_ == "nsubj"), None)
    agents = [p for c in event.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
    under = [p for c in event.children if c.lower_ == "under" for p in c.children if p.dep_ == "pobj"]
    for noun in (*([actor] if actor is not None else []), *agents, *under):
        words = _name(noun)
        if words and words[-1] in _GOVERNMENTS:  # "the Obama administration set …"
            yield from ((head, " ".join(words[:-1])) for head in _HEADS)
        splits = ((first, n) for first in range(len(words)) for n in range(first + 1, len(words)))
        yield from ((" ".join(words[first:n]), " ".join(words[n:])) for first, n in splits)
    if actor is not None and (title := _role(event)):
        yield title, " ".join(_name(actor))


def _name(noun: Token) -> list[str]:
    """The last words of a name, with the title before it, folded."""
    if noun.lower_ in _UNITS and noun.i > noun.sent.start:
        noun = noun.doc[noun.i - 1]  # read as one phrase: "by President Obama days after …"
    if noun.pos_ != "PROPN" and noun.lower_ not in _GOVERNMENTS:
        return []
    first = noun.i
    while first > noun.sent.start and noun.i - first < 2 * _LONGEST and noun.doc[first - 1].dep_ == "compound":
        first -= 1
    return [fold(t.text) for t in noun.doc[first : noun.i + 1]]


def _role(event: Token) -> str:
    """The title of "as president", "while prime minister", "when she was chancellor" in a clause."""
    for child in event.children:
        if child.lower_ == "as" and child.dep_ in ("prep", "mark"):
            noun = next((c for c in child.children if c.dep_ == "pobj"), None)
        elif child.dep_ == "advcl" and child.lemma_ == "be" and any(c.lower_ in _MARKS for c in child.children):
            noun = next((c for c in child.children if c.dep_ == "attr"), None)
        else:
            continue
        if noun is not None:
            return _title(noun)
    return ""


def _title(noun: Token) -> str:
    before = [c for c in noun.lefts if c.dep_ in ("compound", "amod") and c.lower_ not in ("then", "former")]
    return " ".join(fold(t.text) for t in (*before, noun))


def _term(title: str, name: str, dct: Interval) -> Interval | None:
    """The hull of one person's terms in an office of that title, where they are over."""
    terms = _terms(title, name)
    if not terms or dct.lo is None:
        return None
    last = max(terms, key=lambda h: h.start)
    return _hull(terms) if last.end is not None and last.end < dct.lo else None


def _terms(title: str, name: str) -> list[Holder]:
    """The terms of the one person of that name in an office of that title; none where several have it."""
    offices = titles().get(title)
    if offices is None or not name:
        return []
    terms = [h for h in (holders_named(name) if " " in name else family(name)) if h.office in offices]
    return terms if len({(h.person, h.country) for h in terms}) == 1 else []


def _hull(terms: list[Holder]) -> Interval:
    return Interval(min(h.start for h in terms), max(h.end for h in terms if h.end is not None))
