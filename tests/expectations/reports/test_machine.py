"""The report for machines, and the summary that an orchestrator shows."""

import json
from pathlib import Path

import duckdb
import pytest

from expectations.reports import artifact, machine
from tests.expectations.reports.sample import SCRIPT, sample_warehouse


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    return sample_warehouse(tmp_path_factory.mktemp("machine") / "news.duckdb")


def test_the_summary_says_how_many_flags_what_failed_and_where_the_report_is(published):
    markdown, table = artifact(published, Path("/reports/index.html"))
    first, *rest = markdown.splitlines()
    assert first.startswith(f"# {len(table)} open flags")
    assert "- dates: An article's claimed date lies in the interval that its evidence allows. (warning)" in markdown
    assert rest[-1] == "Report: `file:///reports/index.html`"


def test_the_table_has_the_worst_flags_first_with_both_dates(published):
    _, table = artifact(published)
    assert table[0]["kind"] == "article_date_mismatch"
    assert (table[0]["claimed"], table[0]["written"]) == ("2022-03-04", "18 November to 31 December 2016")


def test_words_from_articles_do_not_reach_the_markdown(published):
    markdown, _ = artifact(published)
    assert SCRIPT not in markdown
    assert "<" not in markdown


def test_the_json_is_one_value_of_plain_ascii_with_iso_dates(published):
    with duckdb.connect(str(published), read_only=True) as con:
        text = machine.as_json(machine.machine_report(con))
    assert text.isascii()
    report = json.loads(text)
    assert report["flags"][0]["claimed_date"] == "2022-03-04"
    assert {"run", "totals", "runs", "validation", "flag_kinds", "flags", "date_changes", "reviews"} <= report.keys()
