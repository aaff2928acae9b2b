"""The witnesses: each reads an article and says which days of writing it allows, with a reason that a person can read.

A witness is a module with three functions, and a place in `WITNESSES`:

    entries()            what the gazetteer is to look for: folded names, their kind, what they stand for
    testimony(reading)   what the article's words allow, one testimony a thing said
    clause(evidence)     one of its own pieces of evidence as part of a sentence; ``None`` for those of others

imprint       the dateline's day, the year of an agency's copyright
title_dates   the day, the month, the year that the headline names
told          what the body's own dates say (heard.py picks those that are heard)
arithmetic    what two expressions say together
pointed_at    "yesterday" and "last month" with the date that they point at
taking_office  when those named came to power or left it
elapsed       how long after or before something with a day
fixtures      what is held on days known ahead, and when that is from here
years_told    "last year" and "next year" beside the figure of a year
months_in_order  a month with its year, and those after it without
ends_decided  a day told as ahead before the end of what was decided upon
year_ends     the end of a year told as near
quarters      times of business whose figures are told
feasts        feasts, and the weekday on which one falls
days_in_figures  days in figures with their weekday
polls         the days on which people were asked
offices       who held which office (office_table.py knows them, office_names.py finds them)
elections     votes ahead and just held (election_table.py knows their days)
races         who runs against whom
terms         what else has a name, and since when (editions.py counts editions and anniversaries)
happenings    how long ago what happened on a known day is told to have been
ages          the age beside a well-known name

To add one: its module, its place in the tuple, its table in `seeds/reference`.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Protocol

from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import (
    ages,
    arithmetic,
    days_in_figures,
    elapsed,
    elections,
    ends_decided,
    feasts,
    fixtures,
    happenings,
    imprint,
    months_in_order,
    offices,
    pointed_at,
    polls,
    quarters,
    races,
    taking_office,
    terms,
    title_dates,
    told,
    year_ends,
    years_told,
)
from flows.names.gazetteer import Entry, Gazetteer
from flows.records import Evidence
from seeds import kept


class Witness(Protocol):
    """What every module of `WITNESSES` has."""

    def entries(self) -> Iterable[Entry]:
        """The names that the witness wants to be told of."""

    def testimony(self, reading: Reading) -> list[Testimony]:
        """What the article allows."""

    def clause(self, evidence: Evidence) -> str | None:
        """The evidence as part of a sentence, if it is this witness's own."""


WITNESSES: tuple[Witness, ...] = (
    imprint, title_dates, told, arithmetic, pointed_at, taking_office, elapsed, fixtures, years_told, months_in_order,
    ends_decided, year_ends, quarters, feasts, days_in_figures, polls, offices, elections, races, terms, happenings,
    ages,
)  # fmt: skip


@kept
def gazetteer() -> Gazetteer:
    """Every name that a witness asks for. Made once a process, in about a second."""
    return Gazetteer(chain.from_iterable(witness.entries() for witness in WITNESSES))
