"""Several countries a side are several participants: "US and Chinese officials", "the ministers of Chad and Togo"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.parse import syntax

if TYPE_CHECKING:
    from spacy.tokens import Token

_NATIONAL = frozenset({"country", "demonym", "capital"})
_BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
_OF = frozenset({"of", "from"})


@dataclass(frozen=True, slots=True)
class National:
    """One country's part of a phrase: what it is called, its words as token indices ``[lo, hi)``, the country."""

    name: str
    lo: int
    hi: int
    country: str


def nationals(head: Token) -> list[National]:
    """The countries whose people a plural noun means, each by itself; nothing where they are fewer than two."""
    if head.tag_ != "NNS" and head.lower_ != "police":
        return []
    found = _before(head) or _after(head)
    return found if len({one.country for one in found}) > 1 else []


def _before(head: Token) -> list[National]:
    """ "Chadian, Malian and Togolese soldiers", "Chad's and Togo's soldiers"."""
    first = next((c for c in head.lefts if c.dep_ in _BEFORE and _country(c)), None)
    if first is None:
        return []
    listed = [(m, country) for m in syntax.conjuncts(first) if m.i < head.i and (country := _country(m))]
    last = max((m.i for m, _ in listed), default=head.i)
    rest = head.doc[last + 1 : head.i + 1].text.removeprefix("'s").removeprefix("’s").strip()
    starts = [first.left_edge.i, *(m.i for m, _ in listed[1:])]
    ends = [*(m.i + 1 for m, _ in listed[:-1]), head.i + 1]
    return [
        National(f"{m.text} {rest}", lo, hi, country)
        for (m, country), lo, hi in zip(listed, starts, ends, strict=False)
    ]


def _after(head: Token) -> list[National]:
    """ "The presidents of Chad and Togo"."""
    for preposition in head.children:
        if preposition.dep_ != "prep" or preposition.lower_ not in _OF:
            continue
        listed = [(o, country) for o in syntax.link_objects(preposition) if (country := _country(o))]
        called = head.doc[head.left_edge.i : preposition.i + 1].text
        called = called.removeprefix("The ").removeprefix("the ")
        starts = [head.left_edge.i, *(o.left_edge.i for o, _ in listed[1:])]
        return [
            National(f"{called} {_named(o)}", lo, o.i + 1, country)
            for (o, country), lo in zip(listed, starts, strict=False)
        ]
    return []


def _named(noun: Token) -> str:
    lo = min((c.i for c in noun.lefts if c.dep_ in ("compound", "amod", "nmod")), default=noun.i)
    return noun.doc[lo : noun.i + 1].text


def _country(word: Token) -> str | None:
    """The country that a name stands for, where it is nothing but one."""
    named = actors.names_in(_named(word))
    return named[0][1].country if len(named) == 1 and named[0][1].kind in _NATIONAL else None
