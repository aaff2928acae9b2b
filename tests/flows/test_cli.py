"""The command line: quick to help, clear when it fails, and the right exit status."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from flows.ledger import Summary
from tests.conftest import ARTICLES, ROOT


def dateline(*arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "flows", *arguments], cwd=ROOT, input=stdin, capture_output=True, text=True, check=False
    )


def test_help_is_quick_because_heavy_imports_are_late() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = dateline("--help")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0
    assert "annotate" in done.stdout
    modules = subprocess.run(
        [sys.executable, "-c", "import sys, flows.cli; print(' '.join(sys.modules))"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not {"prefect", "spacy", "duckdb", "pyarrow", "dateparser", "great_expectations"} & set(modules)
    assert after.ru_utime - before.ru_utime < 5  # seconds; the figure itself is the benchmark's business


@pytest.mark.parametrize(
    "command", ["run", "schedule", "flags", "review", "explain", "report", "sql", "export", "annotate", "dates"]
)
def test_every_command_explains_itself_and_is_in_the_readme(command: str) -> None:
    assert dateline(command, "--help").returncode == 0
    assert f"dateline {command}" in (ROOT / "README.md").read_text()


def test_a_missing_path_is_one_clear_line_and_writes_nothing(tmp_path: Path) -> None:
    warehouse = tmp_path / "w.duckdb"
    done = dateline("run", "no/such/file.txt", "--warehouse", str(warehouse))
    assert done.returncode == 2
    assert "no/such/file.txt" in done.stderr
    assert "Traceback" not in done.stderr
    assert not warehouse.exists()


def test_a_direct_run_over_a_missing_path_leaves_no_file(tmp_path: Path) -> None:
    done = dateline("run", "--direct", "no/such/file.txt", "--warehouse", str(tmp_path / "w.duckdb"))
    assert (done.returncode, done.stderr) == (2, "dateline: no/such/file.txt: no such file or folder\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wrong", [("--cron", "99 * * * *"), ("--cron", "0 6 * * *", "--webhook", "http://[bad/")])
def test_a_wrong_cron_or_webhook_is_bad_usage_and_starts_nothing(wrong: tuple[str, ...], tmp_path: Path) -> None:
    done = dateline("schedule", str(ARTICLES), "--warehouse", str(tmp_path / "w.duckdb"), *wrong)
    assert done.returncode == 2
    assert f"Invalid value for '{wrong[-2]}'" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_fields_and_limits_are_options_of_a_run(tmp_path: Path) -> None:
    rows = [{"Inhalt": "The minister arrived in Vellin.", "Datum": "2017-11-20"}, {"Inhalt": "long " * 500}]
    (tmp_path / "export.jsonl").write_text("\n".join(map(json.dumps, rows)))
    given = ("--field", "text=Inhalt", "--field", "published=Datum", "--limit", "document_bytes=1KiB")
    warehouse = str(tmp_path / "w.duckdb")
    done = dateline("run", "--direct", "--quiet", *given, str(tmp_path / "export.jsonl"), "--warehouse", warehouse)
    assert (done.returncode, done.stderr) == (0, "")
    asked = dateline(
        "sql", "select claimed_date, text from articles join documents using (doc_id)", "--warehouse", warehouse
    )
    assert "2017-11-20" in asked.stdout
    assert "arrived in Vellin" in asked.stdout
    assert "too_large" in dateline("quarantine", "--warehouse", warehouse).stdout


@pytest.mark.parametrize("wrong", [("--field", "text"), ("--field", "colour=c"), ("--limit", "page_seconds=never")])
def test_a_setting_that_is_none_is_bad_usage(wrong: tuple[str, str]) -> None:
    done = dateline("run", str(ARTICLES), *wrong)
    assert done.returncode == 2
    assert f"Invalid value for '{wrong[0]}'" in done.stderr


def test_a_folder_without_anything_usable_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = dateline("run", "--direct", str(tmp_path / "empty"), "--warehouse", str(tmp_path / "w.duckdb"))
    assert done.returncode == 2
    assert "empty" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_warehouse_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file where a folder should be")
    done = dateline("run", "--direct", str(ARTICLES), "--warehouse", str(tmp_path / "file" / "w.duckdb"))
    assert done.returncode == 1
    assert "w.duckdb" in done.stderr or str(tmp_path / "file") in done.stderr
    assert "Traceback" not in done.stderr


def test_asking_a_warehouse_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    done = dateline("flags", "--warehouse", str(tmp_path / "none.duckdb"))
    assert done.returncode == 2
    assert "dateline run" in done.stderr


def test_sql_reads_and_never_writes(sample_run: Summary) -> None:
    where = ("--warehouse", str(sample_run.warehouse))
    asked = dateline("sql", "select count(*) as n from documents", "--format", "jsonl", *where)
    assert json.loads(asked.stdout)["n"] == sample_run.counts["documents"]
    refused = dateline("sql", "drop table documents", *where)
    assert refused.returncode == 1
    assert "read-only" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_flags_are_listed_worst_first(sample_run: Summary) -> None:
    done = dateline("flags", "--json", "--warehouse", str(sample_run.warehouse))
    severities = [json.loads(line)["severity"] for line in done.stdout.splitlines()]
    assert severities == sorted(severities, key=["critical", "warning", "info"].index)
    assert severities


def test_explain_names_the_witnesses(sample_run: Summary) -> None:
    done = dateline("explain", "01_page_date_years_later.txt", "--warehouse", str(sample_run.warehouse))
    assert done.returncode == 0
    assert "mismatch" in done.stdout
    assert "2018-06-28" in done.stdout


def test_dates_prints_what_it_understands() -> None:
    done = dateline("dates", "She arrived on Monday.", "--dct", "2017-11-17", "--json")
    [timex] = [json.loads(line) for line in done.stdout.splitlines()]
    assert (timex["text"], timex["value"], timex["anchor"]) == ("Monday", "2017-11-13", "dct")


def test_a_dct_that_is_no_date_is_bad_usage() -> None:
    done = dateline("dates", "on Monday", "--dct", "2017-13-40")
    assert done.returncode == 2
    assert "2017-13-40" in done.stderr


def test_articles_come_from_standard_input_as_json_lines(tmp_path: Path) -> None:
    line = json.dumps({"text": "Chad closed its border on 7 July 2014, officials said.", "date": "2014-07-08"})
    warehouse = str(tmp_path / "w.duckdb")
    done = dateline("run", "-", "--direct", "--warehouse", warehouse, stdin=line + "\n")
    assert done.returncode == 0, done.stderr
    asked = dateline("sql", "select claimed_date from articles", "--format", "csv", "--warehouse", warehouse)
    assert asked.stdout.split() == ["claimed_date", "2014-07-08"]


def test_a_reader_that_has_seen_enough_is_no_failure() -> None:
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    done = subprocess.run(
        f"{sys.executable} -m flows --help | head -1", shell=True, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in done.stderr


def test_two_decisions_at_once_are_refused(sample_copy: Path) -> None:
    done = dateline("review", "0", "--accept", "--dismiss", "--warehouse", str(sample_copy))
    assert done.returncode == 2
    assert "one decision at a time" in done.stderr


def test_a_note_without_a_decision_is_not_thrown_away_in_silence(sample_copy: Path) -> None:
    done = dateline("review", "0", "--note", "just so", "--warehouse", str(sample_copy))
    assert done.returncode == 2
    assert "with a decision" in done.stderr
