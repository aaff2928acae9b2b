"""Tables laid over ours act inside their block, and nothing made of them outlives it."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

import seeds
from flows.events import actors
from flows.events.word_lists import word_list

FALCONS = {"name": "Falcon Column", "aliases": "The Falcons", "country": "TGO", "sector": "MIL", "kind": "body"}


def overlay(digest: str, *actor_rows: dict[str, str]) -> seeds.Overlay:
    return seeds.Overlay(digest, rows={"actors.csv": [*actor_rows, *seeds.rows("actors.csv")]})


def known(name: str) -> list[str]:
    return [entry.name for _, entry in actors.names_in(name)]


def test_what_is_made_of_tables_is_made_of_those_in_use():
    assert known("the Falcon Column") == []
    with seeds.in_use(overlay("one", FALCONS)):
        assert known("the Falcon Column") == ["Falcon Column"]
    with seeds.in_use(overlay("two")):
        assert known("the Falcon Column") == []
    assert known("the Falcon Column") == []


def test_what_was_made_of_our_own_is_still_there_afterwards():
    before = actors.actor_names()
    with seeds.in_use(overlay("one", FALCONS)):
        assert actors.actor_names() is not before
    assert actors.actor_names() is before


def test_the_answers_of_the_two_sets_used_last_are_kept():
    made = {}
    for digest in ("one", "two", "three"):
        with seeds.in_use(overlay(digest, FALCONS)):
            made[digest] = word_list("group_nouns.txt")
    for digest, is_kept in (("three", True), ("two", True), ("one", False)):
        with seeds.in_use(overlay(digest, FALCONS)):
            assert (word_list("group_nouns.txt") is made[digest]) == is_kept


def test_a_thread_with_other_tables_waits_for_its_turn():
    seen: list[str] = []

    def read() -> None:
        with seeds.in_use(overlay("two")):
            seen.append("two")

    with seeds.in_use(overlay("one", FALCONS)):
        other = threading.Thread(target=read)
        other.start()
        other.join(0.2)
        seen.append("one")
        with seeds.in_use(overlay("one", FALCONS)):
            assert known("The Falcons") == ["Falcon Column"]
    other.join()
    assert seen == ["one", "two"]


def test_one_thread_cannot_wait_for_itself():
    with (
        seeds.in_use(overlay("one", FALCONS)),
        pytest.raises(RuntimeError, match="in use already"),
        seeds.in_use(overlay("two")),
    ):
        pass


@pytest.mark.parametrize(
    ("table", "several"), [("actors.csv", False), ("office_holders.csv", True), ("terms.csv", True)]
)
def test_a_table_is_one_file_or_several(table: str, several: bool):
    found = seeds.parts(table)
    assert (len(found) > 1) == several
    assert all(isinstance(part, Path) and part.is_file() for part in found)


def test_a_table_that_is_not_there_is_told():
    with pytest.raises(FileNotFoundError, match=r"nothing\.csv"):
        seeds.lines("nothing.csv")
