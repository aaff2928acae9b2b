"""Copies, links and actors, brought up to date run by run, equal those that are worked out of everything at once.

Articles are made up with their events; nothing is read. What came first, how many came at a time, what was worked out
again, taken out or deleted, what people corrected and took back: the answer is the same to the row, and the same as
that of the rules in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from flows import corpus
from flows.corpus import copies, links
from flows.records import Document, EventDate, Extracted, Interval, Participant
from flows.stages import Outcome, Stage
from tests.articles import article, document, event, span
from warehouse.rows import event_id
from warehouse.store import Warehouse

PROSE = "minister trade arrived aides list demands nobody seen before talks".split()  # noqa: SIM905
WORDS = ("met", "held", "said", "made", "sent")
COUNTRIES = ("GHA", "TGO", "BEN", "NER")
ROLES: tuple[Literal["source", "target"], ...] = ("source", "target")
FIRST = date(2014, 7, 1)


def story(number: int) -> Document:
    """Every third document repeats the one before it, every fourth stands in a frame that all of these share."""
    told = number - 1 if number % 3 == 2 else number
    body = " ".join(f"{word}{(told * 7 + n) % 31} {word}" for n, word in enumerate(PROSE * 2))
    frame = (
        "read more about sport weather travel and money on our pages every day of the week " if number % 4 == 0 else ""
    )
    return document(f"{frame}{body} {' '.join(WORDS)} number{number} in Zarkand." + frame)


def side(of: Document, role: Literal["source", "target"], country: str, actor: str) -> Participant:
    return Participant(role, of.text[:3], 0, 3, country, country, "GOV", actor)


def told(number: int, mood: int) -> Extracted:
    """What is read of a document; another ``mood`` reads other days and sides of it."""
    of = story(number)
    found = []
    for n, word in enumerate(WORDS):
        seed = number * 3 + n * 5 + mood * 11
        day = FIRST + timedelta(seed % 3 == 0)
        roles = enumerate(ROLES[: 1 + seed % 3])
        sides = [side(of, role, COUNTRIES[(seed + k) % 4], f"actor{seed % 7}") for k, role in roles]
        when = EventDate(Interval(day, day + timedelta(seed % 5 == 0)), "within", "day", "timex")
        found.append(
            event(of, word, participants=tuple(sides), date=when, event_type=("CONSULT", "AID")[seed % 2], mode=None,
                  status=("happened", "planned", "denied")[seed % 7 % 3],
                  retells=found[0].start if found and seed % 4 == 0 else None)
        )  # fmt: skip
    when = span(f"2014-07-{1 + (number + mood) % 20:02}") if (number + mood) % 3 else span("2014-01-01/2014-12-31")
    return article(of, when=f"{when.lo}/{when.hi}", events=found)


def unseen(*_: object) -> list[Any]:
    """A checker that looks at nothing."""
    return []


def derived(warehouse: Warehouse) -> dict[str, list[tuple[Any, ...]]]:
    """Everything that rests on several documents, and what it is found by."""
    tables = {
        "event_links": "from main.event_links", "actors": "from main.actors",
        "duplicates": "select doc_id, duplicate_of, duplicate_score from main.articles",
        "signatures": "from main.signatures", "copies": "from upkeep.copies", "keys": "from upkeep.keys",
        "pairs": "from upkeep.pairs", "links": "from upkeep.links", "decisions": "from upkeep.decisions",
        "due": "from upkeep.due", "actors_due": "from upkeep.actors_due",
    }  # fmt: skip
    return {name: sorted(warehouse._con.execute(sql).fetchall(), key=repr) for name, sql in tables.items()}


def in_memory(warehouse: Warehouse, present: dict[int, int]) -> tuple[dict[str, str], set[tuple[str, str, float]]]:
    """Who repeats whom, and the canonical event of every linked mention, by the rules over all pairs of neighbours."""
    dated = [(story(number), told(number, mood).dated.date.interval) for number, mood in present.items()]
    marks = copies.leading_documents(
        [copies.Copy(of.doc_id, copies.signature(of.text), when.lo, when.is_day) for of, when in dated]
    )
    rows = warehouse.read("mentions_of_documents", docs=[of.doc_id for of, _ in dated])
    found = links.typed_mentions(rows, {of.doc_id: of.text for of, _ in dated})
    linked = {(link.event_id, link.canonical_id, link.score) for link in links.link(found)}
    return {doc: mark[0] for doc, mark in marks.items()}, linked


CORRECTIONS = ("ASSAULT", "2014-07-03 planned", "source=Benin (BEN) target=Niger (NER)", "target=nobody", "none")


def correct(warehouse: Warehouse, number: int, mood: int, place: int, value: str | None) -> None:
    """Have a person correct an event of a document, or take its last correction back: it is worked out again by it."""
    read = told(number, mood)
    doc_id, one = read.dated.article.document.doc_id, read.events[place]
    of = event_id(doc_id, one.start, one.end)
    if value is not None:
        warehouse.reviews.raise_by_hand(doc_id, of)
    by_hand = "select flag_id, state from flags where event_id = ? and code = 'by_hand'"
    for flag_id, state in warehouse._con.execute(by_hand, [of]).fetchall():
        if value is not None:
            warehouse.reviews.write(flag_id, "corrected", reviewer="r", value=value)
        elif state == "corrected":
            warehouse.reviews.withdraw(flag_id)

    def reread(stage: Stage, function: Callable[[Any], Outcome[Any]], batch: Sequence[Any]) -> Outcome[Any]:
        return Outcome([read] if stage == "events" else list(batch), [])

    assert corpus.reresolve(warehouse, doc_id, reread) == []


some = st.lists(st.integers(0, 30), max_size=12)
step = st.one_of(
    st.tuples(st.sampled_from(["write", "write", "take out", "delete"]), some, st.integers(0, 2), st.booleans()),
    st.tuples(
        st.just("correct"), st.lists(st.integers(0, 30), min_size=1, max_size=2), st.integers(0, 4),
        st.sampled_from([*CORRECTIONS, None]),
    ),
)  # fmt: skip


@settings(max_examples=7, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    [
        ("write", [*range(12)], 0, True), ("correct", [3, 6], 1, "2014-07-03 planned"), ("correct", [4], 0, "none"),
        ("delete", [5, 7], 0, False), ("correct", [3], 1, None), ("write", [4, 30], 1, False),
    ]
)  # fmt: skip
@given(st.lists(step, min_size=1, max_size=6))
def test_run_by_run_equals_all_at_once(history: list[tuple[str, list[int], int, Any]]) -> None:
    present: dict[int, int] = {}
    deleted: set[int] = set()
    with TemporaryDirectory() as folder, Warehouse.open(Path(folder) / "w.duckdb", checker=unseen) as warehouse:
        warehouse.begin_run("r")
        for what, numbers, mood, then in history:
            if what == "write":
                new = [number for number in dict.fromkeys(numbers) if number not in deleted]
                warehouse.write_documents("r", [story(number) for number in new])
                warehouse.write_extracted("r", [told(number, mood) for number in new])
                present |= dict.fromkeys(new, mood)
            elif what == "correct":
                for number in present.keys() & numbers:
                    correct(warehouse, number, present[number], mood, then)
            else:
                docs = [story(number).doc_id for number in numbers]
                if what == "delete":
                    warehouse.upkeep.delete_documents(docs, deleted_by="r")
                    deleted |= present.keys() & numbers
                else:
                    warehouse.remove_articles(docs)
                present = {number: mood for number, mood in present.items() if number not in numbers}
            if what != "correct" and then:
                corpus.settle_corpus(warehouse)
        corpus.settle_corpus(warehouse)
        by_difference = derived(warehouse)
        duplicates, linked = in_memory(warehouse, present)
        warehouse._con.execute("update upkeep.version set rules = 'others'")
        corpus.settle_corpus(warehouse)
        at_once = derived(warehouse)
    assert by_difference == at_once
    assert {doc: of for doc, of, _ in by_difference["duplicates"] if of} == duplicates
    assert set(by_difference["event_links"]) == linked


def test_after_an_upgrade_of_the_rules_a_correction_links_its_own_article_and_the_next_run_all(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with Warehouse.open(tmp_path / "w.duckdb", checker=unseen) as warehouse:
        warehouse.begin_run("r")
        warehouse.write_documents("r", [story(number) for number in range(9)])
        warehouse.write_extracted("r", [told(number, 0) for number in range(9)])
        corpus.settle_corpus(warehouse)
        assert caplog.messages == []
        linked = derived(warehouse)
        warehouse._con.execute("update upkeep.version set rules = 'others'")
        warehouse.upkeep.make_due([story(8).doc_id])  # a run that was killed had yet to link it
        correct(warehouse, 3, 0, 1, "2014-07-03 planned")
        assert warehouse.upkeep.due(9) == [story(8).doc_id]
        correct(warehouse, 3, 0, 1, None)
        assert derived(warehouse) == linked | {"due": [(story(8).doc_id,)]}
        assert corpus.is_due(warehouse)
        corpus.settle_corpus(warehouse)
        assert "linked by other rules than before: 9 articles anew" in caplog.text
        assert derived(warehouse) == linked


def meeting(number: int, other: str) -> Extracted:
    """An article of one mention: Ghana meets ``other``, always on the same day."""
    of = document(f"Gha met number {number}.")
    sides = (side(of, "source", "GHA", "a"), side(of, "target", other, other))
    return article(of, events=[event(of, "met", participants=sides, mode=None)])


def test_in_a_crowd_who_others_come_between_is_parted_unless_they_are_neighbours_elsewhere(tmp_path: Path) -> None:
    crowd = [meeting(number, ("TGO", "BEN")[number % 2]) for number in range(60)]
    with Warehouse.open(tmp_path / "w.duckdb", checker=unseen) as warehouse:
        for part in (crowd[:20], crowd[20:30], crowd[30:]):
            warehouse.write_documents("r", [one.dated.article.document for one in part])
            warehouse.write_extracted("r", part)
            corpus.settle_corpus(warehouse)
        warehouse.remove_articles([one.dated.article.document.doc_id for one in crowd[10:14]])
        corpus.settle_corpus(warehouse)
        by_difference = derived(warehouse)
        warehouse._con.execute("update upkeep.version set rules = 'others'")
        corpus.settle_corpus(warehouse)
        assert by_difference == derived(warehouse)
    assert len({of for _, of, _ in by_difference["event_links"]}) == 2
    assert len(by_difference["pairs"]) < 2 * 28 * 27 // 2  # in a crowd not everybody stands beside everybody
