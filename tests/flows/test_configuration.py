"""A file and the environment set what a command line does not."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from flows.cli import main

FILE = """
paths = ["inbox"]
warehouse = "news.duckdb"
workers = 3
webhook = "http://127.0.0.1:9/flags"
as-of = "2024-12-31"
quiet = true

[field]
text = "Inhalt"

[flags]
limit = 7
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DATELINE_WAREHOUSE", raising=False)


def asked(command: str, *words: str, file: str = FILE, config: str = "dateline.toml") -> dict[str, object]:
    """The parameters that ``dateline COMMAND WORDS`` would work with."""
    Path(config).write_text(file, encoding="utf-8")
    before = ["--config", config] if config != "dateline.toml" else []
    with main.make_context("dateline", [*before, command, *words]) as group, click.Context(group.command):
        sub = main.commands[command]
        assert group.default_map is not None
        with sub.make_context(
            command, list(words), parent=group, default_map=group.default_map.get(command)
        ) as context:
            return context.params


def test_a_file_in_the_working_directory_gives_defaults():
    found = asked("run")
    assert found["paths"] == ("inbox",)
    assert (found["workers"], found["quiet"]) == (3, True)
    assert found["fields"] == {"text": "Inhalt"}
    assert str(found["as_of"]) == "2024-12-31"
    assert found["warehouse"] == Path("news.duckdb")


def test_its_top_is_for_run_and_schedule_and_a_table_for_one_command():
    found = asked("flags")
    assert (found["limit"], found["warehouse"]) == (7, Path("news.duckdb"))


def test_the_environment_goes_before_the_file_and_the_command_line_before_both(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DATELINE_RUN_WORKERS", "5")
    assert asked("run")["workers"] == 5
    assert asked("run", "--workers", "6")["workers"] == 6
    monkeypatch.setenv("DATELINE_WAREHOUSE", "other.duckdb")
    assert asked("run")["warehouse"] == Path("other.duckdb")


def test_another_file_can_be_named():
    assert asked("run", config="mine.toml")["workers"] == 3


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("worker = 2", "dateline.toml: unknown key worker; is workers meant?"),
        ("[flags]\nworkers = 2", "dateline.toml: unknown key flags.workers"),
        ("workers = ", "dateline.toml: Invalid value (at end of document)"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line_with_its_name(file: str, says: str):
    Path("dateline.toml").write_text(file, encoding="utf-8")
    answer = CliRunner().invoke(main, ["run", "inbox"], prog_name="dateline")
    assert answer.exit_code == 2
    assert answer.output.splitlines() == [f"dateline: {says} (see `dateline --help`)"]
