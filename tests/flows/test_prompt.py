"""The prompt of `dateline sql`: it completes what the warehouse holds, and takes statements of several lines."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from flows.cli import prompt
from tests.conftest import ROOT
from warehouse.comments import comment
from warehouse.migrate import migrate

FORMS = ("table", "lines", "csv")


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        migrate(connection)
        comment(connection)
        yield connection


def completed(con: duckdb.DuckDBPyConnection, text: str) -> list[str]:
    found = prompt.SqlCompleter(con).get_completions(Document(text), CompleteEvent())
    return [text[: len(text) + one.start_position] + one.text for one in found]


def test_tables_and_words_of_sql_are_completed(con: duckdb.DuckDBPyConnection) -> None:
    assert completed(con, "select * from time")[:2] == ["select * from timeline", "select * from timexes"]
    assert "select count(*)" in completed(con, "select cou")


def test_the_columns_of_what_is_asked_come_first(con: duckdb.DuckDBPyConnection) -> None:
    assert completed(con, "from duplicates where days")[0] == "from duplicates where days_later"
    assert completed(con, "from timeline where days")[0] == "from timeline where days"


def test_after_a_dot_stand_the_columns_of_that_table(con: duckdb.DuckDBPyConnection) -> None:
    found = completed(con, "select actors.")
    assert found == [f"select actors.{column}" for column in prompt.SqlCompleter(con).columns["actors"]]


def test_every_name_says_what_it_is(con: duckdb.DuckDBPyConnection) -> None:
    [first, *_] = prompt.SqlCompleter(con).get_completions(Document("from meet"), CompleteEvent())
    assert "Who met whom" in first.display_meta_text


@pytest.fixture
def asked(con: duckdb.DuckDBPyConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """What was asked, and in which form, when these keys are typed at the prompt."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    def typed(keys: str) -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            prompt.prompt_for_sql(con, lambda text, form: found.append((text, form)), FORMS, "table")
        return found

    return typed


def test_a_statement_may_take_several_lines_and_ends_with_a_semicolon(asked) -> None:
    assert asked("select 1,\r2;\rfrom runs;\r\x04") == [("select 1,\n2;", "table"), ("from runs;", "table")]


def test_the_form_of_answers_can_be_changed(asked) -> None:
    assert asked(".format csv\rfrom runs;\r.quit\r") == [("from runs;", "csv")]


def test_a_line_is_given_up_with_ctrl_c(asked) -> None:
    assert asked("select nonsense\x03from runs;\r\x04") == [("from runs;", "table")]


def test_what_was_asked_is_remembered(asked, tmp_path: Path) -> None:
    asked("from runs;\r\x04")
    assert "from runs;" in (tmp_path / "dateline" / "sql_history").read_text()


def test_an_error_ends_no_session(con: duckdb.DuckDBPyConnection, capsys: pytest.CaptureFixture[str]) -> None:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("from nowhere;\rfrom runs;\r\x04")
        prompt.prompt_for_sql(con, lambda text, form: print(len(con.execute(text).fetchall())), FORMS, "table")
    heard = capsys.readouterr()
    assert "nowhere" in heard.err
    assert heard.out.splitlines()[-1] == "0"


def test_in_a_terminal_it_prompts_and_answers(con: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    from warehouse.store import Warehouse

    with Warehouse.open(tmp_path / "news.duckdb") as warehouse:
        warehouse.publish()
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-m", "flows", "sql", "--warehouse", str(tmp_path / "news.duckdb")]
    env = os.environ | {"XDG_STATE_HOME": str(tmp_path), "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, env=env) as process:
        try:
            seen = _until(ours, "dateline>")
            _reads_keys(ours)
            os.write(ours, b"select 40 + 2 as answer;\r")
            seen = _until(ours, "1 row")
            seen += _until(ours, "dateline>", seen.partition("1 row")[2])
            _reads_keys(ours)
            os.write(ours, b"\x04")
            assert process.wait(20) == 0
        finally:
            process.kill()
    os.close(theirs)
    os.close(ours)
    assert "42" in seen


def _reads_keys(terminal: int) -> None:
    """Wait until the prompt reads key by key: what is typed before that the terminal itself reads."""
    deadline = time.monotonic() + 30
    while termios.tcgetattr(terminal)[3] & termios.ICANON:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def _until(terminal: int, words: str, seen: str = "") -> str:
    while words not in seen:
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, seen
        seen += os.read(terminal, 4096).decode(errors="replace")
    return seen
