"""Who held which office: "Secretary of State Rex Tillerson said" was written between 1 February 2017 and 31 March 2018.

The table is `seeds/reference/office_holders.csv`. All names and titles sit in one automaton, so that a text is read
once however many holders there are. A name counts only with its title beside it, before or after, and not when the
title is said to be past ("former", "then") or when the sentence is about a named year. An open end of the table means
that the holder was in office when somebody last looked: it bounds nothing from above.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from flows.dates.dct import gazetteer
from flows.dates.dct.gazetteer import bound, fold
from flows.dates.dct.lags import shift
from flows.dates.dct.reading import Reading
from flows.dates.dct.timeline import Step, Testimony
from flows.records import Evidence, Interval

# A title stays in use for some days after the office is lost, and is used ahead of the day itself on its eve.
_SLACK = timedelta(days=7)
# Nats against a day outside of the terms: nobody is called by an office before it is won; many keep the title after
# ("President Obama" in a text of 2017). Each further mention adds a little, for mentions repeat each other.
_TOO_EARLY, _TOO_LATE, _PER_MENTION, _MOST_MENTIONS = -5.0, -1.8, 0.3, 4
_ADMINISTRATION_SHARE = 0.6  # "the Obama administration" is told of for years after
# Nats for a day a person is named on, without a title, by where it lies to the person's time in office. Counted over
# news of known date: in office 48 times as often as before, twice as often as in the year after, later ever less.
_LONG_BEFORE, _YEAR_BEFORE = -3.5, -1.5
_AFTERWARDS = ((1, 365, -0.5), (366, 1460, -1.6), (1461, 40_000, -2.2))  # days since, until, nats
_LEADERS, _LASTING = frozenset({"president", "prime minister", "supreme leader"}), 0.4  # they are written of for ever
_FIGURE_SHARE, _MOST_FIGURES = 1.1, 12
_UNSURE_NAMES = frozenset({"finance minister", "interior minister"})  # often namesakes
# Offices whose holders go by surname alone in the world's press.
_KNOWN_BY_SURNAME = frozenset(
    {
        "president", "president-elect", "vice president", "prime minister", "secretary of state",
        "secretary of defence", "supreme leader", "attorney general", "white house press secretary",
        "secretary of the treasury", "director of the fbi", "pope", "secretary-general", "presidential nominee",
        "presidential candidate", "vice presidential nominee", "national security adviser",
    }
)  # fmt: skip
_FAMILY_NAME_FIRST = frozenset({"CHN", "PRK", "KOR", "TWN", "VNM", "KHM", "MNG", "SGP"})
_NO_LONGER = re.compile(
    r"\b(?:former|then|ex|late|previous|onetime|one time|past|deceased|ousted|outgoing|ex and|deputy|vice|assistant|"
    r"lieutenant|under|future|would be|candidate for|next|first)[\s,]+(?:[a-z.']+ ){0,2}$"
)
_AFTER_NAME = re.compile(r"^(?:, (?:who is |now )?(?:the |its |his |her |their |a )?|, )(?:[a-z.']+ ){0,2}?$")
_ADMINISTRATION = re.compile(r"^(?:'s)? (?:administration|white house|government|cabinet)\b")


@dataclass(frozen=True, slots=True)
class Holder:
    """One term of one person in one office; ``end`` of ``None`` is unknown, not "today"."""

    country: str
    office: str
    person: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Holding:
    """A mention of a person with an office: ``text[start:end]``, and the terms it may mean."""

    start: int
    end: int
    person: str
    office: str
    terms: tuple[Interval, ...]
    administration: bool = False


def testimony(reading: Reading) -> list[Testimony]:
    """What the offices named in the body allow, and weaker, what the people named without one do."""
    mentions: dict[tuple[str, str], list[Holding]] = defaultdict(list)
    bare: dict[str, tuple[int, int]] = {}
    for start, end in reading.body_spans:
        found, names = _read(reading.text[start:end])
        for holding in found:
            if not reading.names_a_year(start + holding.start, start + holding.end):
                moved = replace(holding, start=start + holding.start, end=start + holding.end)
                mentions[holding.person, holding.office].append(moved)
        for name_start, name_end, key in names:
            bare.setdefault(key, (start + name_start, start + name_end))
    out = [_testimony(reading, group) for group in mentions.values()]
    titled = {person for person, _ in mentions}
    return out + _public_figures(reading, bare, titled)


def _public_figures(reading: Reading, names: dict[str, tuple[int, int]], titled: set[str]) -> list[Testimony]:
    """People of the table named in full without a title: the press names them while they are in office, hardly before,
    and less and less after. One of them says little, several of one time say much.
    """
    people: dict[str, tuple[tuple[Holder, ...], tuple[int, int]]] = {}
    for key, place in names.items():
        holders = tuple(h for h in _names()[key] if h.office not in _UNSURE_NAMES)
        same = {(h.country, h.person) for h in holders}
        if len(same) != 1 or holders[0].person in titled:
            continue
        if holders[0].country in _FAMILY_NAME_FIRST or fold(holders[0].person).split()[-1] in key.split():
            people.setdefault(holders[0].person, (holders, place))
    out = []
    for person, (holders, (start, end)) in list(people.items())[:_MOST_FIGURES]:
        terms = _union([Interval(h.start, h.end) for h in holders])
        share = _FIGURE_SHARE / max(1.0, len(people) / 3) ** 0.5
        first, last = terms[0].lo, terms[-1].hi
        led = any(h.office in _LEADERS for h in holders)
        assert first is not None
        steps: list[Step] = [
            (None, first - timedelta(366), _LONG_BEFORE * share),
            (first - timedelta(365), first - timedelta(1), _YEAR_BEFORE * share),
        ]
        if last is not None:
            for after, until, nats in _AFTERWARDS:
                steps.append((shift(last, after), shift(last, until), nats * share * (_LASTING if led else 1)))
        for earlier, later in pairwise(terms):
            if earlier.hi and later.lo:
                steps.append((earlier.hi + timedelta(1), later.lo - timedelta(1), _AFTERWARDS[0][2] * share))
        evidence = Evidence(
            "public figure", Interval(first, last), round(0.4 * share, 2), reading.article.text[start:end], start, end,
            f"{person} held public office from {first}" + (f" to {last}" if last else ""),
        )  # fmt: skip
        out.append(Testimony(evidence, tuple(steps)))
    return out


def _testimony(reading: Reading, group: list[Holding]) -> Testimony:
    first = next((h for h in group if not h.administration), group[0])
    share = _ADMINISTRATION_SHARE if first.administration else 1.0
    more = 1 + _PER_MENTION * (min(len(group), _MOST_MENTIONS) - 1)
    steps: list[Step] = []
    done: date | None = None  # the last day of the terms so far
    for place, term in enumerate(first.terms):
        assert term.lo is not None
        # Before the first term nobody has the title; between two terms the holder of the first still may have it.
        nats = _TOO_EARLY if place == 0 else _TOO_LATE * more
        steps.append((done, term.lo - _SLACK - timedelta(1), nats * share))
        if term.hi is None:
            break
        done = term.hi + _SLACK + timedelta(1)
    else:
        steps.append((done, None, _TOO_LATE * more * share))
    hull = Interval(first.terms[0].lo, first.terms[-1].hi)
    title = "administration" if first.administration else first.office
    evidence = Evidence(
        "office holder", hull, 0.9 * share, reading.article.text[first.start : first.end], first.start, first.end,
        f"{first.person}, {title}: " + "; ".join(f"{t.lo} to {t.hi or '?'}" for t in first.terms),
    )  # fmt: skip
    return Testimony(evidence, tuple(steps))


def holdings(text: str) -> list[Holding]:
    """The office holders named with their office in ``text``, in order."""
    return _read(text)[0]


def _read(text: str) -> tuple[list[Holding], list[tuple[int, int, str]]]:
    """The holders named with their office, and the people of the table named in full without one."""
    folded = fold(text)
    titles: list[tuple[int, int, tuple[str, ...]]] = []
    names: dict[int, tuple[int, str]] = {}
    for name in gazetteer.names(folded):
        if name.kind == "title":
            if titles and titles[-1][0] >= name.start:
                titles.pop()  # "secretary of state" inside "us secretary of state": the longer one counts
            titles.append((name.start, name.end, _titles()[name.entry]))
        elif name.kind == "holder" and (name.start not in names or names[name.start][0] < name.end):
            names[name.start] = (name.end, name.entry)
    found: list[Holding] = []
    bare: list[tuple[int, int, str]] = []
    taken = -1
    full = {holder.person for _, key in names.values() for holder in _names()[key] if " " in key}
    for start, (end, key) in sorted(names.items()):
        if start < taken or not text[start].isupper():
            continue
        if holding := _with_title(folded, start, end, key, titles, full):
            found.append(holding)
        elif " " not in key:
            continue
        elif not _NO_LONGER.search(folded[max(0, start - 60) : start]):
            bare.append((start, end, key))
        taken = end
    return found, bare


def _with_title(
    folded: str, start: int, end: int, key: str, titles: list[tuple[int, int, tuple[str, ...]]], full: set[str]
) -> Holding | None:
    holders = _names()[key]
    for title_start, title_end, offices in titles:
        if title_end > start:
            break
        if title_end + 1 == start or (title_end + 2 >= start and folded[title_end:start].strip(" ,.") == ""):
            if _NO_LONGER.search(folded[max(0, title_start - 40) : title_start]):
                return None
            return _holding(key, holders, offices, title_start, end, full)
    for title_start, title_end, offices in titles:
        if end < title_start <= end + 40 and " " in key and _AFTER_NAME.match(folded[end:title_start]):
            return _holding(key, holders, offices, start, title_end, full)
    if _ADMINISTRATION.match(folded[end : end + 20]):
        return _holding(key, holders, ("president",), start, end, full, administration=True)
    return None


def _holding(
    key: str, holders: tuple[Holder, ...], offices: tuple[str, ...], start: int, end: int, full: set[str], *,
    administration: bool = False,
) -> Holding | None:  # fmt: skip
    meant = [h for h in holders if h.office in offices]
    if " " not in key and not administration:  # a surname alone
        meant = [h for h in meant if h.office in _KNOWN_BY_SURNAME or h.person in full]
        if any(h.person in full for h in meant):
            meant = [h for h in meant if h.person in full]
    if administration:
        meant = [h for h in meant if h.country == "USA"]
    if not meant:
        return None
    terms = _union([Interval(h.start, h.end) for h in meant])
    return Holding(start, end, meant[0].person, meant[0].office, terms, administration)


def _union(terms: Iterable[Interval]) -> tuple[Interval, ...]:
    """Terms in order, those that touch made one."""
    out: list[Interval] = []
    for term in sorted(terms, key=lambda t: t.lo or date.min):
        if out and (out[-1].hi is None or (term.lo and term.lo <= out[-1].hi + timedelta(31))):
            hi = None if out[-1].hi is None or term.hi is None else max(out[-1].hi, term.hi)
            out[-1] = Interval(out[-1].lo, hi)
        else:
            out.append(term)
    return tuple(out)


@lru_cache(maxsize=1)
def _titles() -> dict[str, tuple[str, ...]]:
    titles: dict[str, list[str]] = defaultdict(list)
    for row in gazetteer.table("office_titles.csv"):
        titles[row["title"]].append(row["office"])
    return {title: tuple(offices) for title, offices in titles.items()}


def variants(person: str, country: str) -> set[str]:
    """The forms a person's name takes: in full, without middle names, the family name alone; folded."""
    words = [w.strip(".,\"'()") for w in fold(re.sub(r'"[^"]*"|\([^)]*\)', " ", person)).split()]
    words = [w for w in words if w and w not in {"jr", "sr", "ii", "iii", "sir", "dame", "baron", "baroness", "dr"}]
    if not words:
        return set()
    out = {" ".join(words)}
    core = [w for w in words if len(w) > 1] or words
    out.add(" ".join(core))
    if len(core) > 1:
        family = core[0] if country in _FAMILY_NAME_FIRST else core[-1]
        if country not in _FAMILY_NAME_FIRST:
            out.add(f"{core[0]} {core[-1]}")
            if len(core) == 3:  # "Bruno Rodríguez Parrilla" goes by the first two as well
                out.add(f"{core[0]} {core[1]}")
        if len(family) > 1:
            out.add(family)
    return {name for name in out if len(name) > 1}


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[Holder, ...]]:
    names: dict[str, list[Holder]] = defaultdict(list)
    for row in gazetteer.table("office_holders.csv"):
        start = bound(row["start"], last=False)
        if start is None:
            continue
        holder = Holder(row["country"], row["office"], row["person"], start, bound(row["end"], last=True))
        for name in variants(holder.person, holder.country):
            names[name].append(holder)
    return {name: tuple(holders) for name, holders in names.items()}


def entries() -> Iterator[tuple[str, str, str]]:
    """What the gazetteer is to look for: every form of every holder's name, and every title."""
    yield from ((name, "holder", name) for name in _names())
    yield from ((title, "title", title) for title in _titles())
