"""Our own tables pass the checks that a user's own have to pass, and so do the examples that the user begins with."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import seeds
from flows.errors import SettingError
from flows.reference import entries_of, read_reference
from flows.reference.catalogue import ReferenceTable, catalogue
from flows.reference.laying import our_entries
from flows.reference.listing import example_of, table_rows, write_examples
from flows.reference.values import wrong_rules, wrong_values

TABLES = tuple(catalogue().values())
TWICE = {"terms.csv", "office_holders.csv"}  # a name in two companies; a term as selected and as corrected


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_of_ours_is_written_well(table: ReferenceTable):
    entries = our_entries(table.file)
    assert entries
    step = 10 if len(entries) > 20_000 else 1
    assert [str(p) for entry in entries[::step] for p in wrong_values(table, entry)] == []
    if table.file not in TWICE:
        assert [key for key, times in Counter(entry.key for entry in entries).items() if times > 1] == []


def test_our_rules_of_dates_compile():
    assert wrong_rules(our_entries("timex_rules.toml")) == []


@pytest.mark.parametrize("table", [t for t in TABLES if t.form == "csv"], ids=lambda table: table.name)
def test_the_columns_of_a_table_are_those_of_its_files(table: ReferenceTable):
    for part in seeds.parts(table.file):
        header = next(line for line in part.read_text("utf-8").splitlines() if not line.startswith("#"))
        assert {*header.split(",")} <= {column.name for column in table.columns}
        assert {*table.key} <= {*header.split(",")}


def test_the_rows_of_every_example_pass_the_checks(tmp_path: Path):
    for path in write_examples(tmp_path / "mine"):
        table = catalogue()[path.name]
        path.write_text("\n".join(_alive(table, path.read_text("utf-8"))), encoding="utf-8")
    reference = read_reference(tmp_path / "mine")
    assert [file for file, _ in reference.files] == sorted(catalogue())
    assert min(len(entries) for entries in entries_of(reference).values()) == 2


def _alive(table: ReferenceTable, text: str) -> list[str]:
    rows = {f"# {line}".rstrip() for row in table.example for line in row.splitlines()}
    return [line.removeprefix("# ") if line in rows else line for line in text.splitlines()]


def test_an_example_as_it_is_written_changes_nothing(tmp_path: Path):
    write_examples(tmp_path, ["actors", "verb_frames.txt", "holidays"])
    reference = read_reference(tmp_path)
    assert {file: list(entries) for file, entries in entries_of(reference).items()} == {
        "actors.csv": [], "holidays.toml": [], "verb_frames.txt": [],
    }  # fmt: skip
    assert "kind: a body is looked up" in example_of(catalogue()["actors.csv"])


def test_an_example_never_writes_over_a_file(tmp_path: Path):
    (tmp_path / "eras.csv").write_text("mine")
    with pytest.raises(SettingError, match=r"eras\.csv: the file is there already"):
        write_examples(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["eras.csv"]


def test_rows_are_looked_up_whatever_their_case_and_accents():
    found = [(whose, entry.key) for whose, entry in table_rows(catalogue()["births.csv"], find="KIM jong-IL")]
    assert found == [("ours", ("Kim Jong-il",))]
