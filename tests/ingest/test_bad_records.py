"""A record that breaks its reader costs that record: a row with its cause, never the run, nor a later one."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import duckdb

from expectations.rules import check_plainly
from flows.annotations import Options, annotate_lines
from flows.ingest import document
from flows.records import Document, Quarantined
from tests.ingest.conftest import Read
from warehouse.store import Warehouse

TEXT = "Chile and Peru opened the pass between them on 4 May 2016."
HALF = "\\ud83d"  # in JSON: the first half of an emoji


def stored(tmp_path: Path, answers: list[Document | Quarantined]) -> list[Document]:
    with Warehouse.open(tmp_path / "w.duckdb", checker=check_plainly) as warehouse:
        warehouse.write_documents("run", answers)
        return [one for batch in warehouse.pending(10) for one in batch]


def test_half_an_emoji_anywhere_in_a_record_is_stored_as_a_replacement_character(read_file: Read, tmp_path: Path):
    line = (
        f'{{"text": "{TEXT} {HALF}", "url": "http://a.example/{HALF}", "title": "A{HALF}", "dat{HALF}e": "2016-05-05"}}'
    )
    [found] = stored(tmp_path, read_file("a.jsonl", line))
    assert (found.url, found.title) == ("http://a.example/\ufffd", "A\ufffd")
    [claim] = found.claims
    assert (claim.source, claim.day) == ("field dat\ufffde", date(2016, 5, 5))


def test_a_nul_in_any_field_is_stored(read_file: Read, tmp_path: Path):
    [found] = stored(
        tmp_path, read_file("a.jsonl", json.dumps({"text": TEXT, "url": "http://a.example/\0", "date": "\0"}))
    )
    assert found.url is not None
    assert found.url.startswith("http://a.example/")


def test_a_date_of_four_hundred_digits_is_no_date(read_file: Read):
    [found] = read_file("a.jsonl", f'{{"text": "{TEXT}", "date": {"9" * 400}}}')
    assert isinstance(found, Document)
    assert [claim.day for claim in found.claims] == [None]


def test_a_table_with_a_map_from_dates_is_read(tmp_path: Path, read_file: Read):
    path = tmp_path / "made.parquet"
    duckdb.sql(f"copy (select '{TEXT}' as text, map {{date '2016-05-05': 'x'}} as seen) to '{path}' (format parquet)")
    [found] = read_file("a.parquet", path.read_bytes())
    assert isinstance(found, Document)
    assert found.text == TEXT


def test_an_emoji_written_as_two_references_costs_no_item_of_a_feed(read_file: Read):
    items = "".join(
        f"<item><title>{title}</title><description>{TEXT} ({n})</description></item>"
        for n, title in enumerate(["Open &#55357;&#56832;", "Shut &#xD83D;", "Plain &#128512;"])
    )
    found = read_file("feed.xml", f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>')
    assert [one.title for one in found if isinstance(one, Document)] == [
        "Open \U0001f600",
        "Shut \ufffd",
        "Plain \U0001f600",
    ]


def test_a_record_that_breaks_our_own_code_is_one_row_and_the_next_is_read(read_file: Read, monkeypatch):
    good = document.from_record

    def breaks(fields, *args):
        if fields.get("title") == "bad":
            raise ZeroDivisionError("nobody thought of it")
        return good(fields, *args)

    monkeypatch.setattr(document, "from_record", breaks)
    lines = [json.dumps({"text": TEXT, "title": title}) for title in ("bad", "good")]
    bad, fine = read_file("a.jsonl", "\n".join(lines))
    assert isinstance(bad, Quarantined)
    assert (bad.record, bad.code, bad.message) == ("line 1", "unreadable", "ZeroDivisionError: nobody thought of it")
    assert isinstance(fine, Document)


def test_annotate_answers_every_line_in_its_place():
    lines = [
        json.dumps({"doc_id": "a", "text": TEXT}),
        f'{{"doc_id": "b{HALF}", "text": "{TEXT}"}}',
        f'{{"doc_id": "c", "text": "{TEXT}", "date": {"7" * 400}}}',
        f'{{"doc_id": "d", "text": "{TEXT}", "date": {"7" * 5000}}}',
    ]
    answers = [json.loads(line) for line in annotate_lines(lines, Options(until="dates"))]
    assert [answer["doc_id"] for answer in answers] == ["a", "b\ufffd", "c", None]
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, None, None, "bad_json"]
