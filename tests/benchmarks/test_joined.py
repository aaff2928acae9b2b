"""What is joined is counted by the annotations: rightly, falsely, or of something that is not annotated."""

from pathlib import Path

import duckdb
import pytest

from tests.benchmarks import joined

TEXTS = ("Gunmen struck Arvo. The strike killed two. Mayors met.", "A strike hit Arvo. Mayors met again. Rain fell.")


def article(number: int, *events: tuple[str, str | None]) -> joined.Row:
    """An article with these annotated words, each with its key."""
    text, found = TEXTS[number], []
    for word, key in events:
        span = [text.index(word), text.index(word) + len(word)]
        found.append({"id": word, "key": key, "trigger_spans": [span], "spans": [span], "types": ["ASSAULT"],
                      "importance": "main"})  # fmt: skip
    return {"doc_id": f"d{number}", "date": "2020-01-01", "text": text, "gold_article_events": found}


@pytest.fixture
def rows() -> list[joined.Row]:
    first = article(0, ("struck", "arvo"), ("strike", "arvo"), ("met", "mayors"))
    return [first, article(1, ("strike", "arvo"), ("met", "others"))]


def warehouse(path: Path, *mentions: tuple[int, str, str]) -> Path:
    """What is read of a published file, with mentions: article, word, canonical event."""
    with duckdb.connect(str(path)) as con:
        con.execute("create table documents (doc_id text, record text)")
        con.execute("insert into documents values ('d0', 'line 1'), ('d1', 'line 2')")
        con.execute("create table participants (event_id text, role text, name text, text text)")
        con.execute("create table canonical_events (event_id text, canonical_id text)")
        con.execute(
            "create table events (event_id text, doc_id text, char_start int, char_end int, event_type text,"
            " plover text, date_from date, date_to date, confidence double)"
        )
        for number, word, canonical in mentions:
            name, start = f"{number} {word}", TEXTS[number].index(word)
            con.execute("insert into canonical_events values (?, ?)", [name, canonical])
            row = [name, f"d{number}", start, start + len(word), "ASSAULT", "ASSAULT", None, None, 0.9]
            con.execute("insert into events values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    return path


def test_links_are_right_false_or_doubtful(tmp_path: Path, rows: list[joined.Row]) -> None:
    path = warehouse(
        tmp_path / "w.duckdb", (0, "struck", "a"), (1, "strike", "a"), (0, "met", "b"), (1, "met", "b"),
        (0, "killed", "c"), (1, "fell", "c"),
    )  # fmt: skip
    figures = joined.judged(path, rows, 0.5).figures()
    assert (figures["wanted"], figures["linked"], figures["false"], figures["doubtful"]) == (1, 1, 1, 1)


def test_what_both_have_on_record_and_apart_is_counted_and_so_are_repeats(
    tmp_path: Path, rows: list[joined.Row]
) -> None:
    path = warehouse(tmp_path / "w.duckdb", (0, "struck", "a"), (0, "strike", "b"), (1, "strike", "c"))
    found = joined.judged(path, rows, 0.5)
    assert [event for event, _ in found.apart] == ["arvo"]
    assert (found.figures()["linked"], found.figures()["repeats"]) == (0, 1)


def test_two_events_of_an_article_in_one_record_are_false_inside(tmp_path: Path, rows: list[joined.Row]) -> None:
    path = warehouse(tmp_path / "w.duckdb", (0, "struck", "a"), (0, "strike", "a"), (0, "met", "a"))
    assert joined.judged(path, rows, 0.5).figures()["false inside"] == 1


def test_what_the_views_do_not_show_is_not_counted(tmp_path: Path, rows: list[joined.Row]) -> None:
    path = warehouse(tmp_path / "w.duckdb", (0, "struck", "a"), (1, "strike", "a"))
    assert joined.judged(path, rows, 0.95).figures()["linked"] == 0
