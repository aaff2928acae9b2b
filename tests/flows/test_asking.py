"""Asking and exporting: no date is cut, what does not fit is said, and every format can be read again."""

from __future__ import annotations

import csv
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner, Result

from flows.cli import main
from flows.cli.summary import print_summary
from flows.cli.table import print_lines, print_table
from flows.ledger import Summary
from tests.conftest import ROOT

Ask = Callable[..., Result]


@pytest.fixture
def asked(sample_run: Summary) -> Ask:
    def ask(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, [*arguments, "--warehouse", str(sample_run.warehouse)], input=stdin)

    return ask


def test_a_wide_table_shows_the_columns_that_fit_and_names_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["day", "who", "whom", "what"]
    print_table(names, [("2017-11-20", "a" * 30, "b" * 35, n) for n in range(4)], width=50)
    out = capsys.readouterr().out
    assert out.count("2017-11-20") == 4
    assert "3 of 4 columns; 1 do not fit (--format lines" in out
    assert out.split()[-1] == "whom"
    assert max(map(len, out.splitlines()[:6])) <= 50


def test_who_did_what_when_goes_before_ids_and_empty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    names = ["event_id", "empty", "extent", "mode", "source", "date_from"]
    print_table(names, [("0123456789abcdef" * 2, None, "within", "meet", "Ada", "2017-11-20")] * 4, width=36)
    assert capsys.readouterr().out.splitlines()[0].split() == ["extent", "mode", "source", "date_from"]


def test_what_room_is_left_goes_to_long_texts(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(["day", "said"], [("2017-11-20", "word " * 12)] * 4, width=80)
    assert capsys.readouterr().out.count("word") == 4 * 12


def test_the_width_is_that_of_columns_where_the_output_is_piped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    print_lines(["said"], [("word " * 40,)])
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 60


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


def test_a_folder_that_is_not_there_is_told_before_anything_is_asked(asked: Ask, tmp_path: Path) -> None:
    target = tmp_path / "no" / "e.csv"
    for command in (["export", "events"], ["sql", "select 1", "--format", "csv"]):
        done = asked(*command, "-o", str(target))
        assert (done.exit_code, f"{target}: there is no folder {target.parent}" in done.output) == (2, True)


def test_a_line_of_csv_ends_as_the_shell_has_it(asked: Ask) -> None:
    assert asked("sql", "select 1 as n", "--format", "csv").stdout_bytes == b"n\n1\n"


def test_a_few_letters_name_no_document(asked: Ask) -> None:
    done = asked("explain", "13")
    assert (done.exit_code, "Did you mean 13_wire.jsonl?" in done.output) == (1, True)


def test_an_export_has_a_codebook_that_explains_every_column(asked: Ask, tmp_path: Path) -> None:
    for what, form in [("events", "csv"), ("articles", "csv"), ("timexes", "csv"), ("flags", "csv"),
                       ("events", "polecat"), ("events", "jsonld"), ("articles", "jsonld")]:  # fmt: skip
        done = asked("export", what, "--format", form, "-o", str(tmp_path / f"{what}-{form}.out"))
        assert done.exit_code == 0, done.output
        rows = (tmp_path / f"{what}-{form}.out.codebook.md").read_text().splitlines()[6:]
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


@pytest.fixture
def command(sample_run: Summary, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """`dateline …` in a process of its own, in a terminal of 80 columns by 24 lines where ``terminal`` is asked for."""

    def run(*arguments: str, terminal: bool = False, **env: str) -> subprocess.CompletedProcess[str]:
        called = [sys.executable, "-m", "flows", *arguments, "--warehouse", str(sample_run.warehouse)]
        if terminal:
            called = ["script", "-qec", f"stty rows 24 cols 80; {shlex.join(called)}", "/dev/null"]
        return subprocess.run(
            called, capture_output=True, text=True, cwd=ROOT, env=os.environ | env, timeout=60, check=False
        )

    return run


def test_a_long_answer_goes_through_the_pager_and_a_short_one_does_not(command) -> None:
    if not shutil.which("script"):
        pytest.skip("no script(1) to make a terminal with (Debian: bsdutils)")
    pager = {"PAGER": "sed s/^/paged:/", "TERM": "xterm"}
    assert "paged:" in command("sql", "select * from events", terminal=True, **pager).stdout
    assert "paged:" not in command("sql", "select 1", terminal=True, **pager).stdout
    assert "paged:" not in command("sql", "select * from events", **pager).stdout


def test_colour_is_the_users_to_choose(command) -> None:
    assert "\x1b[" not in command("flags").stdout
    assert "\x1b[" in command("flags", FORCE_COLOR="1").stdout
    assert "\x1b[" not in command("flags", FORCE_COLOR="1", NO_COLOR="1").stdout


def test_flags_keep_to_the_width_that_is_told(command) -> None:
    assert max(map(len, command("flags", COLUMNS="60").stdout.splitlines())) <= 60


@pytest.mark.parametrize("columns", [70, 90])
def test_a_runs_summary_keeps_to_the_width_that_is_told(
    sample_run: Summary, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    print_summary(sample_run)
    told = capsys.readouterr().out.partition("\nwarehouse ")[0].splitlines()
    assert max(map(len, told)) <= columns
    assert any(line.endswith("mismatch") for line in told)
    assert "13_wire.jsonl, line 2" in " ".join(" ".join(told).split())


def test_what_is_not_there_is_answered_with_what_is_like_it(asked: Ask) -> None:
    assert "05_wrong_metadata.html" in asked("explain", "05_wrong").output
    assert "did you mean" in asked("sql", "from timline").output.lower()
    assert "Did you mean 'flags'" in CliRunner().invoke(main, ["flgas"]).output


def test_an_option_in_front_of_its_command_is_told_where_it_belongs(sample_run: Summary) -> None:
    done = CliRunner().invoke(main, ["--warehouse", str(sample_run.warehouse), "flags"])
    assert done.exit_code == 2
    assert done.output.startswith("dateline: --warehouse goes after the command")
    assert done.output.count("\n") == 1


def test_help_cuts_no_sentence() -> None:
    out = CliRunner().invoke(main, ["--help"], terminal_width=80).output
    assert "..." not in out.partition("Commands:")[2]
    assert max(map(len, out.splitlines())) <= 80


def test_next_steps_name_the_warehouse_that_was_meant(
    sample_run: Summary, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    print_summary(sample_run)
    assert f"flags --open --warehouse {sample_run.warehouse}" in capsys.readouterr().out
    monkeypatch.setenv("DATELINE_WAREHOUSE", str(sample_run.warehouse))
    print_summary(sample_run)
    assert "--warehouse" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("dateline fl", "flags"), ("dateline sql --fo", "--format"), ("dateline sql --format mark", "markdown"),
     ("dateline export events --format gd", "gdelt"), ("dateline export events --format zz", "")],
)  # fmt: skip
def test_bash_completes_commands_options_and_their_values(tmp_path: Path, typed: str, offered: str) -> None:
    """As README has it: the script is loaded, and its function is asked as bash would ask it."""
    program = tmp_path / "dateline"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom flows.cli import main\n"
        "main(prog_name='dateline')\n"
    )
    program.chmod(0o755)
    words = typed.split()
    script = f"""
        eval "$(_DATELINE_COMPLETE=bash_source dateline)"
        COMP_WORDS=({shlex.join(words)}) COMP_CWORD={len(words) - 1}
        _dateline_completion dateline {shlex.quote(words[-1])} {shlex.quote(words[-2])}
        echo "${{COMPREPLY[@]}}"
    """
    done = subprocess.run(
        ["bash", "-c", script], capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
    )  # fmt: skip
    assert done.stdout.split() == offered.split(), done.stderr
