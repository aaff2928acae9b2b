"""What cannot be meant, read or written: one line, the right status, nothing half written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from expectations.review import list_queue
from flows.cli import main
from tests.conftest import ARTICLES
from tests.flows.test_cli import dateline

STORY = str(ARTICLES / "10_planned_visit.txt")
EACH_DAY = ("schedule", "--cron", "0 6 * * *")
FEED = "ftp://example.org/feed.xml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder: a file of records, and no warehouse."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATELINE_WAREHOUSE", "w.duckdb")
    (tmp_path / "in.jsonl").write_text('{"doc_id": "a", "text": "They met on Monday."}\n')
    return tmp_path


def answer(*arguments: str) -> tuple[int, str]:
    """The status and the one line of a command that is refused."""
    done = CliRunner().invoke(main, arguments, prog_name="dateline")
    [line] = done.stderr.splitlines()
    assert done.stdout == ""
    assert line.startswith("dateline: ")
    return done.exit_code, line.removeprefix("dateline: ")


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("run", "no/such"), 2, "no/such: no such file or folder"),
        (("run", "--direct", "no/such"), 2, "no/such: no such file or folder"),
        ((*EACH_DAY, "no/such"), 2, "no/such: no such file or folder"),
        (("annotate", "no/such"), 2, "'no/such': No such file or directory"),
        (("run", FEED), 2, f"{FEED}: an address of a kind that is not read"),
        (("run", "--direct", FEED), 2, f"{FEED}: an address of a kind that is not read"),
        ((*EACH_DAY, FEED), 2, f"{FEED}: an address of a kind that is not read"),
        (("annotate", FEED), 2, f"'{FEED}': No such file or directory"),
        (("run", STORY, "--nonsense"), 2, "No such option '--nonsense'. (see `dateline run --help`)"),
        ((*EACH_DAY, STORY, "--nonsense"), 2, "No such option '--nonsense'."),
        (("annotate", "in.jsonl", "--nonsense"), 2, "No such option '--nonsense'."),
        (("sql", "select 1", "--nonsense"), 2, "No such option '--nonsense'."),
        (("review", "--nonsense"), 2, "No such option '--nonsense'."),
        (("report", "--nonsense"), 2, "No such option '--nonsense'."),
        (("run",), 2, "Missing argument 'PATH...'."),
        (("schedule", "--cron", "99 * * * *", STORY), 2, "Invalid value for '--cron'"),
        (("run", STORY, "--warehouse", "."), 2, "Invalid value for '--warehouse'"),
        (("annotate", "in.jsonl", "-o", "no/dir/out.jsonl"), 1, "'no/dir/out.jsonl': No such file or directory"),
        (("sql", "asked.sql"), 2, "asked.sql: no such file"),
        (("sql", "select 1"), 2, "there is no warehouse at w.duckdb"),
        (("review", "0", "--accept"), 2, "there is no warehouse at w.duckdb"),
        (("report",), 2, "there is no warehouse at w.duckdb"),
    ],
)
def test_what_cannot_be_meant_is_told_and_leaves_nothing(
    arguments: tuple[str, ...], status: int, said: str, folder: Path
) -> None:
    code, line = answer(*arguments)
    assert code == status
    assert said in line
    assert [path.name for path in folder.iterdir()] == ["in.jsonl"]


@pytest.mark.parametrize("command", [("sql", "select 1"), ("review", "0", "--accept"), ("report",), ("flags",)])
def test_a_file_that_is_no_warehouse_is_left_as_it_is(command: tuple[str, ...], folder: Path) -> None:
    (folder / "w.duckdb").write_text("a letter")
    code, line = answer(*command)
    assert code == 1
    assert line.startswith("w.duckdb: is not a DuckDB database; name another file")
    assert sorted(path.name for path in folder.iterdir()) == ["in.jsonl", "w.duckdb"]


@pytest.mark.parametrize("name", ["w.duckdb", "w.work.duckdb"])
def test_a_run_does_not_write_over_what_is_no_warehouse(name: str, folder: Path) -> None:
    (folder / name).write_text("a letter")
    done = dateline("run", "--direct", STORY, "--warehouse", str(folder / "w.duckdb"))
    assert done.returncode == 1
    assert done.stderr.startswith(f"dateline: {folder / name}: is not a DuckDB database; name another file")
    assert (folder / name).read_text() == "a letter"
    assert sorted(path.name for path in folder.iterdir()) == sorted(["in.jsonl", name, "w.lock"])


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        (("--accept", "--date", "2018-01-01"), 2, "one decision at a time"),
        (("--dismiss", "--withdraw"), 2, "one decision at a time"),
        (("--note", "just so"), 2, "with a decision"),
        (("--date", "some day"), 2, "'some day' is no correction"),
        (("--withdraw",), 1, "no decision to take back"),
    ],
)
def test_a_decision_that_is_none_decides_nothing(
    given: tuple[str, ...], status: int, said: str, sample_copy: Path
) -> None:
    flag = next(row for row in list_queue(sample_copy) if row["doc_id"])
    code, line = answer("review", flag["flag_id"], *given, "--warehouse", str(sample_copy))
    assert code == status
    assert said in line
    assert list_queue(sample_copy) == list_queue(sample_copy.with_name("before.duckdb"))


@pytest.fixture
def sample_copy(sample_copy: Path) -> Path:
    shutil.copy(sample_copy, sample_copy.with_name("before.duckdb"))
    return sample_copy


def test_a_query_that_fails_costs_no_file(sample_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "kept.csv").write_text("what was there")
    for query, form in (("select nothing", "csv"), ("select 1", "table")):
        asked = ["sql", query, "--format", form, "-o", str(tmp_path / "kept.csv"), "--warehouse", str(sample_copy)]
        assert CliRunner().invoke(main, asked).exit_code in (1, 2)
    assert [(path.name, path.read_text()) for path in tmp_path.glob("kept*")] == [("kept.csv", "what was there")]


def test_a_pipe_is_written_through(sample_copy: Path) -> None:
    asked = ("sql", "select 1 as one", "--format", "csv", "-o", "/dev/stdout", "--warehouse", str(sample_copy))
    assert dateline(*asked).stdout.split() == ["one", "1"]
    assert Path("/dev/stdout").is_symlink()


def test_a_file_that_cannot_be_written_is_named_first(sample_copy: Path) -> None:
    where = sample_copy / "no" / "x.csv"
    code, line = answer("sql", "select 1", "--format", "csv", "-o", str(where), "--warehouse", str(sample_copy))
    assert (code, line) == (2, f"{where}: there is no folder {where.parent} (see `dateline sql --help`)")
