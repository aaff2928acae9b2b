"""Who held which office: "Secretary of State Rex Tillerson said" was written between 1 February 2017 and 31 March 2018.

Nobody is called by an office before it is won, and few after it is lost; "former" says that it is lost; a person named
without a title is most likely in office. Where the sentence is about a named year, that dates what it says, not the
text. An open end of the table means that the holder was in office when somebody last looked: it bounds nothing from
above. office_names.py finds the holders, office_table.py knows them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from flows.dates.dct import office_table
from flows.dates.dct.lags import shift
from flows.dates.dct.office_names import Holding, entries, holdings, read, union
from flows.dates.dct.office_table import Holder
from flows.dates.dct.reading import Reading
from flows.dates.dct.timeline import Step, Testimony
from flows.records import Evidence, Interval

__all__ = ["Holding", "entries", "holdings", "testimony"]

# A title stays in use for some days after the office is lost, and is used ahead of the day itself on its eve.
_SLACK = timedelta(days=7)
# Nats against a day outside of the terms: nobody is called by an office before it is won; many keep the title after
# ("President Obama" in a text of 2017). Each further mention adds a little, for mentions repeat each other.
_TOO_EARLY, _TOO_LATE, _PER_MENTION, _MOST_MENTIONS = -5.0, -1.8, 0.3, 4
_ADMINISTRATION_SHARE = 0.6  # "the Obama administration" is told of for years after
_NOT_YET_FORMER, _FORMER_AGAIN_IN_OFFICE = -3.5, -1.0
# Nats for a day a person is named on, without a title, by where it lies to the person's time in office. Counted over
# news of known date: in office 48 times as often as before, twice as often as in the year after, later ever less.
_LONG_BEFORE, _YEAR_BEFORE = -3.5, -1.5
_AFTERWARDS = ((1, 365, -0.5), (366, 1460, -1.6), (1461, 40_000, -2.2))  # days since, until, nats
_LEADERS, _LASTING = frozenset({"president", "prime minister", "supreme leader"}), 0.4  # they are written of for ever
_FIGURE_SHARE, _MOST_FIGURES = 1.1, 12


def testimony(reading: Reading) -> list[Testimony]:
    """What the offices named in the body allow, and weaker, what the people named without one do."""
    mentions: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    bare: dict[str, tuple[int, int]] = {}
    for start, end in reading.body_spans:
        found, names = read(reading.text[start:end])
        for holding in found:
            moved = replace(holding, start=start + holding.start, end=start + holding.end)
            if holding.standing == "former" or not reading.names_a_year(moved.start, moved.end):
                mentions[holding.person, holding.office, holding.standing].append(moved)
        for name_start, name_end, key in names:
            bare.setdefault(key, (start + name_start, start + name_end))
    out = [
        _former(reading, group) if group[0].standing == "former" else _in_office(reading, group)
        for group in mentions.values()
    ]
    titled = {person for person, _, standing in mentions if standing in ("in office", "administration")}
    return out + _public_figures(reading, bare, titled)


def _in_office(reading: Reading, group: list[Holding]) -> Testimony:
    first = group[0]
    share = 1.0 if first.standing == "in office" else _ADMINISTRATION_SHARE
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
        if first.standing != "campaign":  # what a campaign did is looked into for years
            steps.append((done, None, _TOO_LATE * more * share))
    hull = Interval(first.terms[0].lo, first.terms[-1].hi)
    title = first.office if first.standing == "in office" else first.standing
    terms = "; ".join(f"{t.lo} to {t.hi or '?'}" for t in first.terms)
    return _said(reading, "office holder", first, hull, 0.9 * share, f"{first.person}, {title}: {terms}", steps)


def _former(reading: Reading, group: list[Holding]) -> Testimony:
    """ "Former President Obama": the office is over, though it may have come again."""
    first = group[0]
    ends = [term.hi for term in first.terms if term.hi]
    over = min(ends) if ends else first.terms[0].lo  # of an office not known to be over, the term had at least begun
    assert over is not None
    steps: list[Step] = [(None, over - _SLACK, _NOT_YET_FORMER)]
    for earlier, later in pairwise(first.terms):
        if earlier.hi and later.lo:
            steps.append((later.lo + _SLACK, later.hi, _FORMER_AGAIN_IN_OFFICE))
    note = f"{first.person}, no longer {first.office}: until {over}"
    return _said(reading, "former holder", first, Interval(over, None), 0.7, note, steps)


def _said(
    reading: Reading, kind: str, at: Holding, says: Interval, weight: float, note: str, steps: list[Step]
) -> Testimony:
    quote = reading.article.text[at.start : at.end]
    return Testimony(Evidence(kind, says, round(weight, 2), quote, at.start, at.end, note), tuple(steps))


def _public_figures(reading: Reading, names: dict[str, tuple[int, int]], titled: set[str]) -> list[Testimony]:
    """People of the table named in full without a title: the press names them while they are in office, hardly before,
    and less and less after. One of them says little, several of one time say much.
    """
    people: dict[str, tuple[list[Holder], tuple[int, int]]] = {}
    known = office_table.offices()
    for key, place in names.items():
        holders = [h for h in office_table.named(key) if known[h.office].abroad]
        if len({(h.country, h.person) for h in holders}) == 1 and holders[0].person not in titled:
            people.setdefault(holders[0].person, (holders, place))
    out = []
    for person, (holders, (start, end)) in list(people.items())[:_MOST_FIGURES]:
        terms = union(Interval(h.start, h.end) for h in holders)
        share = _FIGURE_SHARE / max(1.0, len(people) / 3) ** 0.5
        led = any(h.office in _LEADERS for h in holders)
        first, last = terms[0].lo, terms[-1].hi
        evidence = Evidence(
            "public figure", Interval(first, last), round(0.4 * share, 2), reading.article.text[start:end], start, end,
            f"{person} held public office from {first}" + (f" to {last}" if last else ""),
        )  # fmt: skip
        out.append(Testimony(evidence, tuple(_figure_steps(terms, share, _LASTING if led else 1.0))))
    return out


def _figure_steps(terms: tuple[Interval, ...], share: float, lasting: float) -> list[Step]:
    first, last = terms[0].lo, terms[-1].hi
    assert first is not None
    steps: list[Step] = [
        (None, first - timedelta(366), _LONG_BEFORE * share),
        (first - timedelta(365), first - timedelta(1), _YEAR_BEFORE * share),
    ]
    if last is not None:
        for after, until, nats in _AFTERWARDS:
            steps.append((shift(last, after), shift(last, until), nats * share * lasting))
    for earlier, later in pairwise(terms):
        if earlier.hi and later.lo:
            steps.append((earlier.hi + timedelta(1), later.lo - timedelta(1), _AFTERWARDS[0][2] * share))
    return steps
