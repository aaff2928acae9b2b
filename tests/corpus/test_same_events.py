"""What people said of which mentions are one event holds, whatever comes, goes or is read otherwise."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import corpus
from flows.corpus.groups import Groups
from tests.corpus.test_by_difference import WORDS, derived, story, told, unseen
from warehouse.rows import event_id
from warehouse.store import Warehouse


def mention(number: int, word: str) -> str:
    of = story(number)
    start = of.text.index(word)
    return event_id(of.doc_id, start, start + len(word))


def say(warehouse: Warehouse, one: tuple[int, str], other: tuple[int, str], same: bool) -> None:
    """As a reviewer does: on an event that is there, with the documents of both due."""
    first, second = mention(*one), mention(*other)
    found = warehouse.read("flag_on_pair", one=first, other=second)
    if first == second or not found:
        return
    warehouse.reviews.raise_by_hand(story(one[0]).doc_id, first, second)
    value = f"{'same as' if same else 'apart from'} {second}"
    warehouse.reviews.write(found[0]["flag_id"], "corrected", reviewer="ana", value=value)
    warehouse.upkeep.make_due([story(one[0]).doc_id, story(other[0]).doc_id])


def take_back(warehouse: Warehouse, one: tuple[int, str], other: tuple[int, str]) -> None:
    """As a reviewer does, who had said something of these two or had not."""
    found = warehouse.read("flag_on_pair", one=mention(*one), other=mention(*other))
    if found and warehouse.read("decisions_held", flag_id=found[0]["flag_id"]):
        warehouse.reviews.withdraw(found[0]["flag_id"])
        warehouse.upkeep.make_due([story(one[0]).doc_id, story(other[0]).doc_id])


numbers = st.integers(0, 4)
told_by = st.tuples(numbers, st.sampled_from(WORDS))
step = st.one_of(
    st.tuples(st.just("write"), st.lists(numbers, max_size=6), st.integers(0, 2), st.booleans()),
    st.tuples(st.just("say"), told_by, told_by, st.booleans()),
    st.tuples(st.just("take back"), told_by, told_by, st.booleans()),
    st.tuples(st.just("take out"), st.lists(numbers, max_size=2), st.none(), st.booleans()),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(step, min_size=2, max_size=5))
def test_run_by_run_equals_all_at_once_with_what_people_said(history: list[tuple]) -> None:
    with TemporaryDirectory() as folder, Warehouse.open(Path(folder) / "w.duckdb", checker=unseen) as warehouse:
        warehouse.begin_run("r")
        warehouse.write_documents("r", [story(number) for number in range(5)])
        warehouse.write_extracted("r", [told(number, 0) for number in range(5)])
        for what, which, mood, flag in history:
            if what == "write":
                warehouse.write_extracted("r", [told(number, mood) for number in dict.fromkeys(which)])
            elif what == "say":
                say(warehouse, which, mood, flag)
            elif what == "take back":
                take_back(warehouse, which, mood)
            else:
                warehouse.remove_articles([story(number).doc_id for number in which])
            if flag:
                corpus.settle_corpus(warehouse)
        corpus.settle_corpus(warehouse)
        by_difference = derived(warehouse)
        warehouse._con.execute("update upkeep.version set rules = 'others'")
        corpus.settle_corpus(warehouse)
        assert by_difference == derived(warehouse)
        apart = [row for row in warehouse.read("broken_decisions") if not row["is_same"]]
        assert apart == []


names = st.sampled_from("abcdefgh")
pairs = st.lists(st.tuples(names, names), max_size=12)


@given(pairs, pairs)
def test_groups_keep_apart_what_is_to_be_apart_and_join_all_else(joined, parted):
    parted = [pair for pair in parted if pair[0] != pair[1]]
    leaders = Groups(joined, parted).leaders()
    assert not [pair for pair in parted if pair[0] in leaders and leaders[pair[0]] == leaders.get(pair[1])]
    free = Groups(joined).leaders()
    assert all(free[name] == free[leader] for name, leader in leaders.items())
    if not parted:
        assert leaders == free
