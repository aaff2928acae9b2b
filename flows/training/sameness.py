"""The weights that say what is one event: of two mentions of an article, and of what two articles tell.

    python -m flows.training retelling     # seeds/reference/retelling.csv
    python -m flows.training links         # seeds/reference/same_event.csv

Fitted to what the project itself finds in our own articles: its mentions, sides and days, wrong ones too, because it is
those that have to be joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.corpus import links
from flows.events import once
from flows.records import Event
from flows.training import logistic
from flows.training.own import ReadArticle

_LEAST = 0.3  # confidence of a mention to learn from
_BACK = 60  # earlier mentions that one is paired with
PARTS = 5  # in which pairs of an article are held out
_LONG_AGO = date.min
_AHEAD = 3  # days that two articles' events may lie apart and still be compared


@dataclass(frozen=True, slots=True)
class Pair:
    """What can be said of two, and whether they are one. ``group`` must not be learned from where it is judged."""

    group: str
    features: dict[str, float]
    is_one: bool
    is_possible: bool = True  # whether nothing makes them two


def retellings(articles: Iterable[ReadArticle]) -> Iterator[Pair]:
    """Pairs of mentions of one class in one article."""
    for article in articles:
        earlier: dict[str, list[int]] = {}
        for at, teller in enumerate(article.tellers):
            kind = teller.event.event_type
            if kind is None or teller.event.confidence < _LEAST:
                continue
            before = earlier.setdefault(kind, [])
            for n, i in list(enumerate(before))[-_BACK:]:
                told = once.retelling_features(article.tellers[i], teller, len(before) - 1 - n, n == 0)
                yield Pair(article.record["doc_id"], told, bool(article.answers[i] & article.answers[at]))
            before.append(at)


def across(articles: Sequence[ReadArticle]) -> Iterator[Pair]:
    """Pairs of events that two articles tell, of one class, at about one time, with somebody in common."""
    told = [one for article in articles for one in _told(article)]
    for at, (one, ours) in enumerate(told):
        for other, theirs in told[:at]:
            if one.doc_id != other.doc_id and one.event_type == other.event_type and _near(one, other):
                batch = one.doc_id.partition("-")[0]
                yield Pair(batch, links.link_features(one, other), bool(ours & theirs), links.may_be_one(one, other))


def _told(article: ReadArticle) -> Iterator[tuple[links.Told, frozenset[str]]]:
    """The events of an article as its warehouse would hand them to linking, with the keys of the annotated ones."""
    doc_id, keys = article.record["doc_id"], {e["id"]: e.get("key") for e in article.record["events"]}
    groups: dict[int, list[int]] = {}
    for at, first in enumerate(once.first_tellings(article.tellers)):
        groups.setdefault(first, []).append(at)
    events = once.told_once(article.tellers)
    for members in groups.values():
        rows = (_row(doc_id, events[at]) for at in members if events[at].event_type)
        one = links.as_told(list(links.typed_mentions(rows)))
        if one is not None:
            named = frozenset(str(keys[i]) for at in members for i in article.answers[at] if keys[i])
            yield one, named


def _row(doc_id: str, event: Event) -> dict[str, object]:
    sides = [
        {"role": p.role, "name": p.name, "country": p.country, "sector": p.sector, "actor": p.actor}
        for p in event.participants
    ]
    return {
        "event_id": f"{doc_id} {event.start:06}", "doc_id": doc_id, "event_type": event.event_type, "mode": event.mode,
        "status": event.status, "lemma": event.lemma, "date_from": event.date.interval.lo,
        "date_to": event.date.interval.hi, "date_basis": event.date.basis, "place": event.place,
        "place_country": event.place_country, "canonical_id": None, "retells": None, "confidence": event.confidence,
        "participants": sides,
    }  # fmt: skip


def _near(one: links.Told, other: links.Told) -> bool:
    ours, theirs = ({a.key for a in (*told.sources, *told.targets)} - {None} for told in (one, other))
    lo, hi = sorted((one.days, other.days), key=lambda days: days.lo or days.hi or _LONG_AGO)
    apart = (hi.lo - lo.hi).days if hi.lo and lo.hi else 0
    return not ours.isdisjoint(theirs) and apart <= _AHEAD


def write(path: Path, weights: dict[str, float], head: str) -> None:
    """A table of weights, under comment lines that say what they are."""
    rows = "".join(f"{_quoted(name)},{value:.2f}\n" for name, value in weights.items())
    path.write_text(f"{head}feature,weight\n{rows}", encoding="utf-8")


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def held_out(pairs: Sequence[Pair], part_of: Callable[[Pair], int], least: float) -> str:
    """How sure the weights are on pairs of groups that they were not fitted to, at this least probability."""
    found = right = 0
    for part in sorted({part_of(pair) for pair in pairs}):
        learned = [pair for pair in pairs if part_of(pair) != part]
        weights = logistic.fit_weights([p.features for p in learned], [p.is_one for p in learned])
        for pair in pairs:
            if part_of(pair) == part and pair.is_possible:
                likely = logistic.probability(weights, pair.features) >= least
                found += likely
                right += likely and pair.is_one
    wanted = sum(pair.is_one for pair in pairs)
    return f"{len(pairs)} pairs, {wanted} of them one: {found} joined, {right} rightly, at {least} on what was held out"
