"""One event, one record: which mentions a warehouse joins, rightly or not, inside an article and across articles.

A mention tells of the annotated event whose word it is, or in whose clause it stands, if it is of its class. Two
articles' records that are joined are joined rightly if both tell of one ``key``, falsely if of two events, and
doubtfully where one of them tells of nothing annotated. `bench_articles --links` prints them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """A mention that the views show: its article's number, its canonical event, and the annotated events it tells of.

    ``word`` are those whose word it is; ``events`` also those in whose clause it stands.
    """

    article: int
    canonical: str
    start: int
    end: int
    event_type: str
    days: str
    sides: str
    word: frozenset[str]
    events: frozenset[str]


Joined = tuple[list[Shown], list[Shown]]


@dataclass(frozen=True, slots=True)
class Links:
    """What is joined, and what should be."""

    right: list[Joined]
    false: list[Joined]
    doubtful: list[Joined]
    apart: list[tuple[str, Joined]]  # both articles have the event on record, and not as one
    wanted: int  # pairs of articles that tell of one event
    false_inside: list[Joined]
    repeats: list[Joined]

    def figures(self) -> dict[str, int]:
        return {
            "wanted": self.wanted, "on record in both": len(self.right) + len(self.apart), "linked": len(self.right),
            "false": len(self.false), "doubtful": len(self.doubtful), "false inside": len(self.false_inside),
            "repeats": len(self.repeats),
        }  # fmt: skip


_MENTIONS = """
    select d.record, k.canonical_id, e.char_start, e.char_end, e.event_type, e.plover, e.date_from, e.date_to,
        (select string_agg(p.role || ' ' || coalesce(p.name, p.text), ', ' order by p.role, p.text)
         from participants p where p.event_id = e.event_id)
    from events e join documents d using (doc_id) join canonical_events k using (event_id)
    where e.event_type is not null and e.confidence >= ?
    order by e.doc_id, e.char_start
"""


def shown(path: Path, rows: Sequence[Row], least: float) -> Iterator[Shown]:
    with duckdb.connect(str(path), read_only=True) as con:
        found = con.execute(_MENTIONS, [least]).fetchall()
    for record, canonical, start, end, kind, plover, lo, hi, sides in found:
        number = int(record.rsplit(" ", 1)[-1]) - 1
        word, clause = _told(rows[number], start, end, {kind, plover})
        yield Shown(number, canonical, start, end, kind, f"{lo}..{hi}", sides or "", word, word or clause)


def _told(row: Row, start: int, end: int, classes: set[str | None]) -> tuple[frozenset[str], frozenset[str]]:
    """The annotated events whose word this is, and those of its class in whose clause it stands."""

    def those(spans: str, events: Iterable[Row]) -> frozenset[str]:
        there = (e for e in events if any(lo < end and start < hi for lo, hi in e[spans]))
        return frozenset(name(row, event) for event in there)

    events = row["gold_article_events"]
    return those("trigger_spans", events), those("spans", (e for e in events if classes & set(e["types"])))


def name(row: Row, event: Row) -> str:
    """What an event is called in every article that tells of it."""
    return event.get("key") or f"{row['doc_id']}#{event['id']}"


def judged(path: Path, rows: Sequence[Row], least: float) -> Links:
    """The links of a warehouse over these articles."""
    records: dict[str, dict[int, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    telling: dict[str, dict[int, list[Shown]]] = defaultdict(lambda: defaultdict(list))
    for mention in shown(path, rows, least):
        records[mention.canonical][mention.article].append(mention)
        for event in mention.events:
            telling[event][mention.article].append(mention)
    links = Links([], [], [], [], _wanted(rows), [], [])
    judged_pairs: set[tuple[str, int, int]] = set()
    for of_event in records.values():
        for one, other in combinations(sorted(of_event), 2):
            pair = of_event[one], of_event[other]
            ours, theirs = (frozenset[str]().union(*(m.events for m in side)) for side in pair)
            judged_pairs |= {(event, one, other) for event in ours & theirs}
            (links.right if ours & theirs else links.false if ours and theirs else links.doubtful).append(pair)
        for of_article in of_event.values():
            links.false_inside.extend(_of_two(of_article))
    for event, by_article in telling.items():
        for one, other in combinations(sorted(by_article), 2):
            if (event, one, other) not in judged_pairs:
                links.apart.append((event, (by_article[one], by_article[other])))
        for mentions in by_article.values():
            firsts = list({m.canonical: m for m in reversed(mentions)}.values())[::-1]
            links.repeats.extend(([firsts[0]], [again]) for again in firsts[1:])
    return links


def _of_two(record: Sequence[Shown]) -> Iterator[Joined]:
    """Mentions of one record that are words of two events: one pair for every event more than one."""
    first = next((m for m in record if m.word), None)
    seen = [first.word] if first else []
    for mention in record:
        if first and mention.word and all(mention.word.isdisjoint(one) for one in seen):
            seen.append(mention.word)
            yield [first], [mention]


def _wanted(rows: Sequence[Row]) -> int:
    told: Counter[str] = Counter()
    for row in rows:
        told.update({e["key"] for e in row["gold_article_events"] if e.get("key") and e["importance"] != "optional"})
    return sum(n * (n - 1) // 2 for n in told.values())


# ---------------------------------------------------------------- what is printed
def sentence(row: Row, mention: Shown) -> str:
    text = row["text"]
    before = text[max(0, mention.start - 110) : mention.start].rsplit("\n", 1)[-1]
    after = text[mention.end : mention.end + 110].split("\n", 1)[0]
    events = ",".join(sorted(mention.events)) or "-"
    return (
        f"    {row['doc_id'][-22:]} {row['date']} {events} {mention.event_type} {mention.days} ({mention.sides})\n"
        f"      …{before}[{text[mention.start : mention.end]}]{after}…"
    )


def listed(links: Links, rows: Sequence[Row]) -> None:
    """Every false or doubtful link with both sentences, and what both articles have on record, and apart."""
    for label, pairs in (
        ("FALSE", links.false), ("DOUBTFUL", links.doubtful), ("FALSE INSIDE", links.false_inside),
        ("REPEAT", links.repeats),
    ):  # fmt: skip
        _list(label, pairs, rows)
    for event, pair in links.apart:
        _list(f"APART {event}", [pair], rows)


def _list(label: str, pairs: Sequence[Joined], rows: Sequence[Row]) -> None:
    for ours, theirs in pairs:
        print(f"  {label}")
        for side in (ours, theirs):
            for mention in side[:2]:
                print(sentence(rows[mention.article], mention))
