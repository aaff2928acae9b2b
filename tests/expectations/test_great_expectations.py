"""Great Expectations looks at a batch inside its transaction, and what it found is stored.

Loading it costs seconds: these tests share one process, and everything that does not need it is tested without.
"""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from expectations.checker import GreatExpectations
from expectations.rules import check_plainly, rules
from tests.articles import article, document, event, timex
from warehouse.audit import STAGES, RuleError
from warehouse.files import work_path
from warehouse.migrate import migrate
from warehouse.rows import staged_articles
from warehouse.store import Warehouse

STORY = document("Ministers met in Vienna on Monday. They agreed to go on talking.")
MESSY = [
    article(STORY, when="2017-09-16/2018-01-20", verdict="mismatch", claimed="2021-06-15",
            timexes=[timex(STORY, "Monday", problem="not a Monday")], events=[event(STORY, "met", "2019-01-01")]),
    article(document("Toinen juttu."), language="fi", claimed="1970-01-01"),
    article(document("Troops left."), events=[event(document("Troops left."), "left", end=99)]),
]  # fmt: skip


@pytest.fixture(scope="module")
def great_expectations():
    return GreatExpectations()


@pytest.fixture
def staged():
    with duckdb.connect() as con:
        migrate(con)
        con.execute("begin")
        for name, table in staged_articles(MESSY, "run").items():
            con.register("incoming", table)
            con.execute(f"insert into staging.{name} by name from incoming")
            con.unregister("incoming")
        yield con


def test_it_finds_what_the_rules_find_and_leaves_the_transaction_open(great_expectations, staged) -> None:
    for stage in STAGES:
        plain = {o.code: (o.success, o.unexpected_count, o.severity) for o in check_plainly(staged, stage)}
        seen = {o.code: (o.success, o.unexpected_count, o.severity) for o in great_expectations(staged, stage)}
        assert {code: seen[code] for code in plain} == plain
    staged.execute("rollback")
    assert staged.execute("select count(*) from staging.articles").fetchone() == (0,)


def test_its_own_expectations_of_columns_run_too(great_expectations, staged) -> None:
    outcomes = {o.code: o for stage in STAGES for o in great_expectations(staged, stage)}
    shape = {"doc_id_is_sha256", "date_verdict_known", "type_known", "status_known", "extent_known"}
    assert shape <= set(outcomes)
    assert all(outcomes[code].success for code in shape)


def test_an_offender_is_named(great_expectations, staged) -> None:
    [outcome] = [o for o in great_expectations(staged, "events") if o.code == "event_span"]
    assert [one["doc_id"] for one in outcome.offenders] == [MESSY[2].dated.article.document.doc_id]


def test_what_could_not_run_is_told_apart_from_what_failed(great_expectations, staged) -> None:
    staged.execute("alter table staging.timexes drop column problem")
    with pytest.raises(RuleError) as could_not_run:
        great_expectations(staged, "dates")
    broken = could_not_run.value.outcome
    assert (broken.code, broken.success, broken.unexpected_count) == ("timex_contradicts_calendar", False, None)
    assert "problem" in str(broken.error)


class Counting:
    """A connection that notes what it is asked."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con, self.asked = con, []

    def execute(self, query, *parameters):
        self.asked.append(query)
        return self._con.execute(query, *parameters)

    def __getattr__(self, name):
        return getattr(self._con, name)


def test_a_rule_is_run_once_a_batch(great_expectations, staged) -> None:
    con = Counting(staged)
    great_expectations(con, "dates")
    for rule in rules("dates"):
        assert sum(rule.sql in query for query in con.asked) == 1, rule.code


def test_of_many_offenders_only_the_first_are_fetched(great_expectations, staged) -> None:
    staged.execute("insert into staging.timexes by name select t.* from staging.timexes t, range(20000)")
    fetched = []

    class Slow(Counting):
        description = None

        def execute(self, query, *parameters):
            self.description = super().execute(query, *parameters).description
            return self

        def fetchone(self):
            fetched.append(1)
            return self._con.fetchone()

    [broken] = [o for o in great_expectations(Slow(staged), "dates") if o.code == "timex_contradicts_calendar"]
    assert broken.unexpected_count == 20_001
    assert len(broken.offenders) == 20
    assert len(fetched) < 5_000


def test_two_warehouses_are_audited_side_by_side_each_by_what_is_in_it(tmp_path: Path) -> None:
    def write(name: str, when: str) -> tuple[bool, int]:
        with Warehouse.open(tmp_path / f"{name}.duckdb", checker=GreatExpectations()) as opened:
            audits = [
                opened.write_extracted(f"run {n}", [article(document(f"{name} {n}."), when=when, verdict="mismatch")])
                for n in range(3)
            ]
            flags = opened._con.execute("select count(*) from flags where code = 'article_date_mismatch'").fetchone()
        return any(audit.held for audit in audits), flags[0]

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(write, ["one", "two"], ["2017-11-20", "2018-11-20"]))
    assert found == [(False, 3), (False, 3)]


@pytest.fixture
def warehouse(tmp_path: Path, great_expectations):
    path = tmp_path / "news.duckdb"
    with Warehouse.open(path, checker=great_expectations) as opened:
        opened.begin_run("first")
        yield opened


def test_outcomes_are_stored_with_the_batch(warehouse: Warehouse) -> None:
    warehouse.write_documents("first", [STORY])
    audit = warehouse.write_extracted("first", MESSY[:1])
    assert not audit.held
    stored = warehouse._con.execute(
        "select stage, success, severity, unexpected_count, details from validation_results"
        " where run_id = 'first' and code = 'article_date_mismatch'"
    ).fetchall()
    [(stage, success, severity, unexpected, details)] = stored
    assert (stage, success, severity, unexpected) == ("dates", False, "warning", 1)
    assert json.loads(details)["offenders"][0]["doc_id"] == STORY.doc_id
    stages = {row[0] for row in warehouse._con.execute("select distinct stage from validation_results").fetchall()}
    assert stages == {"ingest", "clean", "dates", "events"}


def test_a_key_of_the_wrong_shape_holds_the_batch_with_a_flag_that_names_it(warehouse: Warehouse) -> None:
    audit = warehouse.write_documents("first", [replace(STORY, doc_id="short")])
    assert audit.held
    flags = warehouse._con.execute("select code, message from open_flags").fetchall()
    assert flags == [("doc_id_is_sha256", "A document's key is a SHA-256 in hexadecimal. Broken by short.")]
    assert warehouse.known_documents() == set()


def test_a_batch_is_kept_although_a_warning_could_not_run_and_the_results_say_so(
    tmp_path: Path, great_expectations
) -> None:
    path = tmp_path / "news.duckdb"
    with Warehouse.open(path, checker=great_expectations) as opened:
        opened.write_documents("first", [STORY])
    with duckdb.connect(str(work_path(path))) as con:
        con.execute("alter table staging.claims drop column role")
    with Warehouse.open(path, checker=great_expectations) as opened:
        audit = opened.write_extracted("first", [article(replace(STORY, claims=()))])
        assert not audit.held
        assert {o.code for o in audit.could_not_run} == {"claims_contradict", "updated_before_published"}
        told = opened._con.execute(
            "select success, unexpected_count, details ->> 'could_not_run' from validation_results"
            " where code = 'claims_contradict'"
        ).fetchall()
        assert told[0][:2] == (False, None)
        assert "role" in told[0][2]
        assert list(opened.pending(10)) == []


def test_a_batch_is_held_when_an_invariant_could_not_be_looked_at(tmp_path: Path, great_expectations) -> None:
    path = tmp_path / "news.duckdb"
    with Warehouse.open(path, checker=great_expectations) as opened:
        opened.write_documents("first", [STORY])
    with duckdb.connect(str(work_path(path))) as con:
        con.execute("alter table staging.participants drop column role")
    with Warehouse.open(path, checker=great_expectations) as opened:
        audit = opened.write_extracted("first", [article(STORY)])
        assert audit.held
        messages = [m for (m,) in opened._con.execute("select message from open_flags").fetchall()]
        assert any("Could not run" in message for message in messages)
