"""A person's correction re-resolves the article, holds through later runs, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from click.testing import CliRunner

from flows.cli import main
from flows.pipeline import DIRECT, Request, run_pipeline
from tests.conftest import ARTICLES
from warehouse.read import fetch, open_published

LIE = "01_page_date_years_later.txt"


def dated(warehouse: Path) -> tuple[date, date]:
    query = """
        select date_from, date_to from articles join documents using (doc_id) where parse_filename(source_uri) = ?
    """
    with open_published(warehouse) as con:
        row = fetch(con, query, [LIE])[0]
    return row["date_from"], row["date_to"]


def flag_of(warehouse: Path) -> str:
    query = """
        select flag_id from flags join documents using (doc_id)
        where parse_filename(source_uri) = ? and event_id is null
        order by severity_rank(severity) limit 1
    """
    with open_published(warehouse) as con:
        return str(fetch(con, query, [LIE])[0]["flag_id"])


def test_a_corrected_date_holds_through_a_later_run_and_can_be_taken_back(sample_copy: Path) -> None:
    before, flag = dated(sample_copy), flag_of(sample_copy)
    where = ["--warehouse", str(sample_copy), "--reviewer", "ana"]
    answer = CliRunner().invoke(main, ["review", flag, "--date", "2018-09-11", "--note", "ministry's page", *where])
    assert answer.exit_code == 0, answer.output
    assert dated(sample_copy) == (date(2018, 9, 11), date(2018, 9, 11))

    with open_published(sample_copy) as con:
        query = """
            select t.date_from from timexes t join documents d using (doc_id)
            where parse_filename(d.source_uri) = ? and t.text = 'Tuesday'
        """
        [tuesday] = fetch(con, query, [LIE])
    assert tuesday["date_from"] == date(2018, 9, 11)

    run_pipeline(Request((str(ARTICLES),), sample_copy), DIRECT)
    assert dated(sample_copy) == (date(2018, 9, 11), date(2018, 9, 11))

    answer = CliRunner().invoke(main, ["review", flag, "--withdraw", *where])
    assert answer.exit_code == 0, answer.output
    assert dated(sample_copy) == before


def test_a_value_that_is_no_date_is_refused_and_nothing_is_written(sample_copy: Path) -> None:
    flag = flag_of(sample_copy)
    answer = CliRunner().invoke(main, ["review", flag, "--date", "the ides", "--warehouse", str(sample_copy)])
    assert answer.exit_code == 2
    with open_published(sample_copy) as con:
        assert fetch(con, "select * from reviews") == []
