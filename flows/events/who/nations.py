"""Several countries a side are several participants: "US and Chinese officials", "the ministers of Chad and Togo"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.parse import syntax

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NATIONAL = frozenset({"country", "demonym", "capital"})
_BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
_OF = frozenset({"of", "from"})
_PART = re.compile(r"[^-–]+")


@dataclass(frozen=True, slots=True)
class National:
    """One country's part of a phrase: what it is called, its characters ``[start, end)`` in its doc, the country."""

    name: str
    start: int
    end: int
    country: str


def nationals(head: Token) -> list[National]:
    """The countries that a word before a noun joins ("the Chad-Togo summit"), or whose people a plural noun means.

    Each by itself; nothing where they are fewer than two.
    """
    if head.dep_ in _BEFORE:
        found = joined(head)
    elif head.tag_ == "NNS" or head.lower_ == "police":
        found = _before(head) or _after(head)
    else:
        found = []
    return found if len({one.country for one in found}) > 1 else []


def joined(head: Token) -> list[National]:
    """The countries that a hyphen joins in a name: "Chad-Togo", "U.S.-Cuba". "Guinea-Bissau" is one, and so none."""
    words = head.doc[_first_joined(head) : head.i + 1]
    parts = list(_PART.finditer(words.text))
    named = [actors.names_in(part.group()) for part in parts]
    if len(parts) < 2 or len(actors.names_in(words.text)) < len(parts) or not all(map(_is_one_country, named)):
        return []
    return [
        National(entry.name, words.start_char + part.start(), words.start_char + part.end(), entry.country or "")
        for part, ((_, entry),) in zip(parts, named, strict=True)
    ]


def _first_joined(head: Token) -> int:
    """Where a name begins, with what hyphens join to it on its left, however the parse has it."""
    lo = head.left_edge.i
    while lo > 1 and head.doc[lo - 1].text in ("-", "–"):
        lo = head.doc[lo - 2].left_edge.i
    return lo


def _is_one_country(named: list[tuple[int, actors.Entry]]) -> bool:
    return len(named) == 1 and named[0][1].kind in _NATIONAL


def _before(head: Token) -> list[National]:
    """ "Chadian, Malian and Togolese soldiers", "Chad's and Togo's soldiers"."""
    first = next((c for c in head.lefts if c.dep_ in _BEFORE and country_of(c)), None)
    if first is None:
        return []
    listed = [(m, country) for m in syntax.conjuncts(first) if m.i < head.i and (country := country_of(m))]
    last = max((m.i for m, _ in listed), default=head.i)
    rest = head.doc[last + 1 : head.i + 1].text.removeprefix("'s").removeprefix("’s").strip()
    starts = [first.left_edge.i, *(m.i for m, _ in listed[1:])]
    ends = [*(m.i + 1 for m, _ in listed[:-1]), head.i + 1]
    return [
        _spanning(head.doc, f"{m.text} {rest}", lo, hi, country)
        for (m, country), lo, hi in zip(listed, starts, ends, strict=False)
    ]


def _after(head: Token) -> list[National]:
    """ "The presidents of Chad and Togo"."""
    for preposition in head.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in _OF:
            continue
        listed = [(o, country) for o in syntax.link_objects(preposition) if (country := country_of(o))]
        called = head.doc[head.left_edge.i : preposition.i + 1].text
        called = called.removeprefix("The ").removeprefix("the ")
        starts = [head.left_edge.i, *(o.left_edge.i for o, _ in listed[1:])]
        return [
            _spanning(head.doc, f"{called} {_named(o)}", lo, o.i + 1, country)
            for (o, country), lo in zip(listed, starts, strict=False)
        ]
    return []


def _spanning(doc: Doc, name: str, lo: int, hi: int, country: str) -> National:
    words = doc[lo:hi]
    return National(name, words.start_char, words.end_char, country)


def _named(noun: Token) -> str:
    lo = min((c.i for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")), default=noun.i)
    return noun.doc[lo : noun.i + 1].text


def country_of(word: Token) -> str | None:
    """The country that a name stands for, where it is nothing but one."""
    named = actors.names_in(_named(word))
    return named[0][1].country if _is_one_country(named) else None
