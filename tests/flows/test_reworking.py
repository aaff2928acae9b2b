"""After an upgrade articles are worked out again, and what people decided stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from flows import __version__
from flows.cli import main
from flows.errors import SettingError
from flows.ledger import Summary
from flows.reworking import articles_to_rework
from warehouse.files import connect_work
from warehouse.publish import publish
from warehouse.read import fetch, open_published

LIE = "01_page_date_years_later.txt"


def dateline(warehouse: Path, *words: str) -> Result:
    answer = CliRunner().invoke(main, [*words, "--warehouse", str(warehouse)])
    assert answer.exit_code == 0, answer.output
    return answer


@pytest.fixture
def old(sample_copy: Path) -> Path:
    """The sample as version 0.0.9 would have left it: one article without its events, and a person's correction."""
    with connect_work(sample_copy) as con:
        con.execute("update runs set version = '0.0.9'")
        con.execute(
            "create temp table lost as select event_id from events where doc_id = (select min(doc_id) from events)"
        )
        con.execute("delete from participants where event_id in (from lost)")
        con.execute("delete from event_links where event_id in (from lost)")
        con.execute("delete from events where event_id in (from lost)")
        con.execute("update upkeep.version set number = number + 1")
        publish(con, sample_copy)
    with open_published(sample_copy) as con:
        query = """
            select flag_id from flags join documents using (doc_id)
            where ends_with(source_uri, ?) and event_id is null
        """
        flag = fetch(con, query, [LIE])[0]["flag_id"]
    dateline(sample_copy, "review", flag, "--date", "2018-09-11")
    return sample_copy


EVENTS = "select event_id, event_type, status, date_from, date_to from events order by event_id"


def test_what_an_older_version_made_is_made_anew_and_corrections_stay(old: Path, sample_run: Summary):
    answer = dateline(old, "rework", "--older-than", "0.1")
    assert "articles to work out again" in answer.output
    with open_published(old) as con, open_published(sample_run.warehouse) as before:
        made = "select distinct r.version from articles a join runs r using (run_id)"
        assert fetch(con, made) == [{"version": __version__}]
        ids = "select event_id from events order by event_id"
        assert fetch(con, ids) == fetch(before, ids)
        query = "select date_from, date_to from articles join documents using (doc_id) where ends_with(source_uri, ?)"
        [lie] = fetch(con, query, [LIE])
        assert str(lie["date_from"]) == str(lie["date_to"]) == "2018-09-11"
    assert "nothing to work out again" in dateline(old, "rework", "--older-than", "0.1").output


def test_which_articles_are_meant(sample_run: Summary):
    warehouse = sample_run.warehouse
    assert articles_to_rework(warehouse, older_than="0.0.1") == []
    assert len(articles_to_rework(warehouse, older_than="99")) == len(articles_to_rework(warehouse, everything=True))
    assert len(articles_to_rework(warehouse, [LIE])) == 1
    with pytest.raises(SettingError, match="'new' is no version"):
        articles_to_rework(warehouse, older_than="new")
