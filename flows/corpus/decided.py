"""What people said of which mentions are one event, laid over the links that the rules found without them.

So there are two layers. The rules' own (``upkeep.links``) knows of no decision; the one that everybody reads
(``event_links``) is a function of it and of the decisions that hold. What it says of an event depends on nothing but
the mentions that links and decisions connect with it, so that only these are looked at again where either has changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flows.corpus.groups import Groups
from flows.corrections import Span, places_now

if TYPE_CHECKING:
    from warehouse.store import Warehouse
    from warehouse.upkeep import Upkeep

LinkRow = tuple[str, str | None, float | None]  # event_id, canonical_id, score; a mention that stands alone has no link


class PairDecision(NamedTuple):
    """Two mentions are of one event; or else the first is not of the event of the second."""

    one: str
    other: str
    is_same: bool


class Bond(NamedTuple):
    """Two mentions that the rules found to be one; ``is_retold``: in a document of which ``one`` is the first of it."""

    one: str
    other: str
    likelihood: float
    is_retold: bool


def follow_decisions(warehouse: Warehouse, stirred: set[str]) -> None:
    """Link as people said, and as the rules did where nobody said anything; ``stirred`` may be linked otherwise now."""
    upkeep = warehouse.upkeep
    decisions = decisions_now(warehouse)
    before = [PairDecision(*row) for row in upkeep.decisions_followed()]
    changed = {name for decision in {*decisions} ^ {*before} for name in decision[:2]}
    touched = _touched([*decisions, *before], stirred | changed, upkeep)
    linked, bonds = upkeep.bound_to(touched)
    upkeep.follow(with_decisions(linked, [Bond(*bond) for bond in bonds], decisions), decisions)


def decisions_now(warehouse: Warehouse) -> list[PairDecision]:
    """What people said of which mentions are one event, as these are named now: the latest word on each two."""
    said = warehouse.read("same_events")
    named: defaultdict[str, dict[str, Span | None]] = defaultdict(dict)
    for row in said:
        for name in ("one", "other"):
            start, end = row[f"{name}_start"], row[f"{name}_end"]
            named[row[f"{name}_doc"] or ""].setdefault(row[name], None if start is None else (start, end))
    mentions: defaultdict[str, dict[Span, str]] = defaultdict(dict)
    for row in warehouse.read("places_of_mentions", docs=list(named)) if named else ():
        mentions[row["doc_id"]][row["char_start"], row["char_end"]] = row["event_id"]
    now = {
        event_id: mentions[doc_id][span]
        for doc_id, of in named.items()
        for event_id, span in places_now(of, mentions[doc_id]).items()
    }
    latest: dict[frozenset[str], PairDecision] = {}
    for row in said:
        one, other = (now.get(row[name], row[name]) for name in ("one", "other"))
        if one != other:
            latest.pop(frozenset((one, other)), None)  # the later word stands at its own time
            latest[frozenset((one, other))] = PairDecision(one, other, row["is_same"])
    return list(latest.values())


def _touched(decisions: Sequence[PairDecision], stirred: set[str], upkeep: Upkeep) -> list[str]:
    """The mentions that people named, of those events that links and decisions connect with a stirred mention."""
    named = {name for decision in decisions for name in decision[:2]}
    together = Groups([*(decision[:2] for decision in decisions), *upkeep.heads(named)]).leaders() if named else {}
    reached = {together[name] for name in named & stirred}
    return [name for name in named if together[name] in reached]


def with_decisions(
    linked: Sequence[LinkRow], bonds: Sequence[Bond], decisions: Sequence[PairDecision]
) -> Iterator[LinkRow]:
    """The links of mentions whose links are ``linked``, with what people said of them.

    What people joined is joined, the earliest word first. Who was set apart from another mention of its own document
    leaves it and what it was linked with by way of it; who was set apart from another document's takes along what its
    own document tells of the event, and goes where it is likelier to belong. Nothing brings together what is apart.
    """
    there = {event_id: (canonical_id, score) for event_id, canonical_id, score in linked}
    telling = _TellingsLeft.of(there, bonds, decisions)
    by_hand = [(one, other) for one, other, is_same in decisions if is_same and one in there and other in there]
    apart = [(one, other) for one, other, is_same in decisions if not is_same]
    leaders = Groups([*by_hand, *telling.retold(), *telling.across(bonds)], apart).leaders()
    shared = Counter(leaders.values())
    told_so = {name for pair in by_hand for name in pair}
    likelihoods = {(bond.one, bond.other): round(bond.likelihood, 3) for bond in bonds}
    for event_id, (before, score) in there.items():
        of = leaders.get(event_id, event_id)
        if shared[of] < 2:
            yield event_id, None, None
        elif event_id in told_so or telling.first[event_id] == telling.first[of]:
            yield event_id, of, 1.0
        elif of == before:
            yield event_id, of, score
        else:
            one, other = sorted((telling.first[event_id], telling.first[of]))
            yield event_id, of, likelihoods.get((one, other), 0.0)


@dataclass(frozen=True, slots=True)
class _TellingsLeft:
    """What each document tells of an event, as far as people let it: ``first`` of its mentions, and who left it.

    ``leaving`` are the tellings that are to leave others, each by the mention that stands for it now (``heirs``).
    """

    first: Mapping[str, str]
    heirs: Mapping[str, str]
    left: frozenset[str]
    leaving: frozenset[str]

    @classmethod
    def of(cls, mentions: Iterable[str], bonds: Iterable[Bond], decisions: Iterable[PairDecision]) -> _TellingsLeft:
        first = {name: name for name in mentions} | {bond.other: bond.one for bond in bonds if bond.is_retold}
        apart = [(a, b) for a, b, is_same in decisions if not is_same and a in first and b in first]
        left = frozenset(a for a, b in apart if first[a] == first[b])
        heirs: dict[str, str] = {}
        for name in sorted(first.keys() - left):
            heirs.setdefault(first[name], name)
        leaving = frozenset(heirs.get(first[a], a) for a, _ in apart if a not in left)
        return cls(first, heirs, left, leaving)

    def retold(self) -> list[tuple[str, str]]:
        """Every mention that stayed, with the one that stands for its telling."""
        return [(self.heirs[self.first[name]], name) for name in sorted(self.first.keys() - self.left)]

    def across(self, bonds: Iterable[Bond]) -> list[tuple[str, str]]:
        """The tellings that the rules found to be one, the likeliest first; those that are to leave others, last."""
        likely = [(self._heir(b.one), self._heir(b.other), b.likelihood) for b in bonds if not b.is_retold]
        likely.sort(key=lambda pair: (not self.leaving.isdisjoint(pair[:2]), -pair[2], pair[0], pair[1]))
        return [(one, other) for one, other, _ in likely]

    def _heir(self, name: str) -> str:
        return self.heirs.get(self.first[name], name)
