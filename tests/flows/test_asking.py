"""Asking and exporting: no date is cut, what does not fit is said, and every format can be read again."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.cli.table import print_table
from flows.ledger import Summary

Ask = Callable[..., Result]


@pytest.fixture
def asked(sample_run: Summary) -> Ask:
    def ask(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, [*arguments, "--warehouse", str(sample_run.warehouse)], input=stdin)

    return ask


def test_a_wide_table_shows_the_columns_that_fit_and_names_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["day", "who", "whom", "what"]
    print_table(names, [("2017-11-20", "a" * 30, "b" * 35, n) for n in range(4)], width=80)
    out = capsys.readouterr().out
    assert out.count("2017-11-20") == 4
    assert "do not fit: what" in out
    assert max(map(len, out.splitlines()[:6])) <= 80


def test_few_rows_that_are_too_wide_stand_a_column_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["first", "long"], [("2017-11-20", "word " * 40)], width=30)
    out = capsys.readouterr().out
    assert "first  2017-11-20" in out
    assert out.split().count("word") == 40


def test_the_timeline_keeps_its_dates_whole_on_a_narrow_terminal(sample_run: Summary) -> None:
    with duckdb.connect(sample_run.warehouse, read_only=True) as con:
        rows = con.execute("select * from timeline").fetchall()
        names = [column[0] for column in con.description or []]
    runner = CliRunner()
    with runner.isolation() as (out, *_):
        print_table(names, rows, width=80)
        text = out.getvalue().decode()
    days = {str(row[names.index("date_from")]) for row in rows if row[names.index("date_from")]}
    assert all(day in text for day in days)


def test_several_statements_each_get_an_answer(asked: Ask) -> None:
    out = asked("sql", "select 1 as one; select 2 as two").output
    assert "one" in out
    assert "two" in out


def test_statements_come_from_a_file_and_from_standard_input(asked: Ask, tmp_path: Path) -> None:
    (tmp_path / "q.sql").write_text("select count(*) as n from articles;")
    expected = asked("sql", "select count(*) as n from articles", "--format", "csv").output
    assert asked("sql", str(tmp_path / "q.sql"), "--format", "csv").output == expected
    assert asked("sql", "-", "--format", "csv", stdin="select count(*) as n from articles").output == expected


def test_no_statement_is_bad_usage_in_one_line(asked: Ask) -> None:
    done = asked("sql", "")
    assert done.exit_code == 2
    assert "no statement" in done.output


def test_bytes_are_hexadecimal(asked: Ask) -> None:
    assert asked("sql", "select '\\x0A'::blob as b", "--format", "jsonl").output == '{"b": "0a"}\n'


@pytest.mark.parametrize("form", ["csv", "json", "jsonl", "parquet"])
def test_what_is_written_to_a_file_is_read_again(asked: Ask, tmp_path: Path, form: str) -> None:
    target = tmp_path / f"out.{form}"
    done = asked("sql", "select doc_id, date_from from articles order by all", "--format", form, "-o", str(target))
    assert (done.exit_code, done.output) == (0, "")
    reader = "read_json" if form in ("json", "jsonl") else f"read_{form}"
    read = duckdb.sql(f"select doc_id, date_from::date from {reader}('{target}') order by all").fetchall()
    lines = asked("sql", "select doc_id, date_from from articles order by all", "--format", "csv").output.splitlines()
    assert [f"{doc_id},{day or ''}" for doc_id, day in read] == lines[1:]


def test_an_export_has_a_codebook_that_explains_every_column(asked: Ask, tmp_path: Path) -> None:
    for what, form in [("events", "csv"), ("articles", "csv"), ("timexes", "csv"), ("flags", "csv"),
                       ("events", "polecat"), ("events", "jsonld"), ("articles", "jsonld")]:  # fmt: skip
        done = asked("export", what, "--format", form, "-o", str(tmp_path / f"{what}-{form}.out"))
        assert done.exit_code == 0, done.output
        rows = (tmp_path / f"{what}-{form}.codebook.md").read_text().splitlines()[6:]
        unsaid = [row for row in rows if row.split("|")[2].strip() == ""]
        assert rows
        assert not unsaid, f"{what} as {form}"


def test_polecat_columns_carry_the_day_only_where_one_is_known(asked: Ask, tmp_path: Path) -> None:
    asked("export", "events", "--format", "polecat", "-o", str(tmp_path / "e.csv"))
    with (tmp_path / "e.csv").open(encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert rows
    for row in rows:
        one_day = row["Event Date From"] != "" and row["Event Date From"] == row["Event Date To"]
        assert row["Event Date"] == (row["Event Date From"] if one_day else "")


def test_a_condition_narrows_an_export(asked: Ask) -> None:
    lines = asked(
        "export", "articles", "--format", "jsonld", "--where", "date_verdict = 'mismatch'"
    ).output.splitlines()
    mismatches = asked("sql", "select count(*) from articles where date_verdict = 'mismatch'", "--format", "csv").output
    assert len(lines) == int(mismatches.split()[-1])
    assert all(json.loads(line)["@type"] == "NewsArticle" for line in lines)


def test_a_form_without_a_place_for_such_rows_is_bad_usage(asked: Ask) -> None:
    assert asked("export", "flags", "--format", "polecat").exit_code == 2
