"""The weights that say what is one event: of two mentions of an article, and of what two articles tell.

    python -m flows.training retelling     # seeds/reference/retelling.csv
    python -m flows.training links         # seeds/reference/same_event.csv

Fitted to what the project itself finds in our own articles: its mentions, sides and days, wrong ones too, because it is
those that have to be joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.corpus import links
from flows.corpus.groups import Groups
from flows.events import once
from flows.events.once import Teller
from flows.records import Event
from flows.training import logistic
from flows.training.own import ReadArticle

_LEAST = 0.3  # confidence of a mention to learn from
_BACK = 60  # earlier mentions that one is paired with
PARTS = 5  # in which pairs of an article are held out
RIDGE = 0.5  # of the weights of links: ten of them, and thousands of pairs


@dataclass(frozen=True, slots=True)
class Pair:
    """What can be said of two, and whether they are one. ``group`` must not be learned from where it is judged."""

    group: str
    features: dict[str, float]
    is_one: bool


def retellings(articles: Iterable[ReadArticle]) -> Iterator[Pair]:
    """Pairs of mentions of one class in one article, of two that each tell of an annotated event.

    A mention that tells of none is left out: whether it stands beside a right one or alone, it is as wrong.
    """
    for article in articles:
        earlier: dict[str, list[int]] = {}
        for at, teller in enumerate(article.tellers):
            kind = teller.event.event_type
            if kind is None or teller.event.confidence < _LEAST:
                continue
            before = earlier.setdefault(kind, [])
            for n, i in list(enumerate(before))[-_BACK:]:
                told = once.retelling_features(article.tellers[i], teller, len(before) - 1 - n, n == 0)
                ours, theirs = article.answers[i], article.answers[at]
                if ours and theirs:
                    yield Pair(article.record["doc_id"], told, bool(ours & theirs))
            before.append(at)


def across(articles: Sequence[ReadArticle]) -> Iterator[Pair]:
    """Pairs of events that two articles tell and that may be one.

    What articles of two stories tell is told anew as if it were of the same days: our articles lie years apart, but in
    a busy week many events are of one class and of the same countries.
    """
    texts = {article.record["doc_id"]: article.record["text"] for article in articles}
    rows = (_row(article.record["doc_id"], t.event) for article in articles for t in _told(article))
    _, told = links.tellings(links.typed_mentions(rows, texts))
    answers = {event_id: keys for article in articles for event_id, keys in _answers(article)}
    stories = _stories(articles)
    by_class: dict[str, list[links.Told]] = {}
    for other in told.values():
        earlier = by_class.setdefault(other.event_type, [])
        for one in earlier:
            if one.doc_id == other.doc_id or not (answers[one.event_id] and answers[other.event_id]):
                continue
            is_one_story = stories[one.doc_id] == stories[other.doc_id]
            theirs = other if is_one_story else replace(other, days=one.days)
            if links.may_be_one(one, theirs):
                is_one = bool(answers[one.event_id] & answers[other.event_id])
                yield Pair(stories[one.doc_id], links.link_features(one, theirs), is_one)
        earlier.append(other)


def _told(article: ReadArticle) -> Iterator[Teller]:
    """Its mentions of a class, with what the mentions of one event tell each other."""
    events = once.told_once(article.tellers)
    return (replace(t, event=e) for t, e in zip(article.tellers, events, strict=True) if e.event_type)


def _answers(article: ReadArticle) -> Iterator[tuple[str, frozenset[str]]]:
    """The first mention of each event of an article, with the annotated ones that it tells of, by their ``key``."""
    doc_id = article.record["doc_id"]
    keys = {event["id"]: event.get("key") or f"{doc_id}#{event['id']}" for event in article.record["events"]}
    groups: dict[int, list[int]] = {}
    for at, first in enumerate(once.first_tellings(article.tellers)):
        groups.setdefault(first, []).append(at)
    for first, members in groups.items():
        sure = (at for at in members if article.tellers[at].event.confidence >= links.SURE)
        named = frozenset(keys[i] for at in sure for i in article.answers[at])
        yield _event_id(doc_id, article.tellers[first].event.start), named


def _stories(articles: Sequence[ReadArticle]) -> dict[str, str]:
    """The story of each article: those that tell of one ``key`` are of one."""
    names = [article.record["doc_id"] for article in articles]
    told = [(a.record["doc_id"], f"#{e['key']}") for a in articles for e in a.record["events"] if e.get("key")]
    leaders = Groups(told).leaders()
    return {name: leaders.get(name, name) for name in names}


def _row(doc_id: str, event: Event) -> dict[str, object]:
    sides = [
        {"role": p.role, "name": p.name, "country": p.country, "sector": p.sector, "actor": p.actor}
        for p in event.participants
    ]
    return {
        "event_id": _event_id(doc_id, event.start), "doc_id": doc_id, "event_type": event.event_type,
        "char_start": event.start, "char_end": event.end, "mode": event.mode, "status": event.status,
        "lemma": event.lemma, "date_from": event.date.interval.lo, "date_to": event.date.interval.hi,
        "date_basis": event.date.basis, "place": event.place, "place_country": event.place_country,
        "canonical_id": None, "retells": None if event.retells is None else _event_id(doc_id, event.retells),
        "confidence": event.confidence, "participants": sides,
    }  # fmt: skip


def _event_id(doc_id: str, start: int) -> str:
    return f"{doc_id} {start:06}"


def write(path: Path, weights: dict[str, float], head: str) -> None:
    """A table of weights, under comment lines that say what they are."""
    rows = "".join(f"{_quoted(name)},{value:.2f}\n" for name, value in weights.items())
    path.write_text(f"{head}feature,weight\n{rows}", encoding="utf-8")


def _quoted(name: str) -> str:
    return f'"{name}"' if "," in name else name


def held_out(
    pairs: Sequence[Pair], part_of: Callable[[Pair], int], least: Sequence[float], *, ridge: float = logistic.RIDGE
) -> str:
    """How sure the weights are, at each of these probabilities, on pairs of groups that they were not fitted to."""
    likely: list[tuple[float, bool]] = []
    for part in sorted({part_of(pair) for pair in pairs}):
        learned = [pair for pair in pairs if part_of(pair) != part]
        weights = logistic.fit_weights([p.features for p in learned], [p.is_one for p in learned], ridge=ridge)
        likely += ((logistic.probability(weights, p.features), p.is_one) for p in pairs if part_of(p) == part)
    wanted = sum(pair.is_one for pair in pairs)
    joined = {limit: [is_one for chance, is_one in likely if chance >= limit] for limit in least}
    told = (f"at {limit} {len(ones)} joined, {sum(ones)} rightly" for limit, ones in joined.items())
    return f"{len(pairs)} pairs, {wanted} of them one; on what was held out " + "; ".join(told)
