"""A text that was read half-written gives way to the whole one that has since come at its place."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from expectations.rules import check_plainly
from flows.corpus import settle_corpus
from flows.records import Document
from tests.articles import article, document
from warehouse.store import Warehouse

WHOLE = document(
    "The minister met the envoys in Vienna on Monday, 20 November 2017. They spoke of the harbour and of the dam, and "
    "they will meet again when the snow has gone from the passes. Nobody told the press what was eaten."
)
SURE = {"when": "2017-11-21", "verdict": "confirmed", "claimed": "2017-11-21"}
VAGUE = {"when": "2015-01-01/2020-12-31", "verdict": "inferred"}


def cut(text: str, name: str = "b") -> Document:
    return replace(document(text), doc_id=name * 64, source_uri=WHOLE.source_uri, record=WHOLE.record)


def marked(tmp_path: Path, *versions: Document) -> dict[str, str | None]:
    """Which version stands for which, each read by a run of its own."""
    with Warehouse.open(tmp_path / "news.duckdb", checker=check_plainly) as warehouse:
        for version in versions:
            warehouse.write_documents("run", [version])
            warehouse.write_extracted("run", [article(version, **(VAGUE if version is WHOLE else SURE))])
        settle_corpus(warehouse)
        return dict(warehouse._con.execute("select doc_id, duplicate_of from articles").fetchall())


@pytest.mark.parametrize("length", [20, 90, 200])
def test_a_truncated_copy_is_superseded_however_well_it_is_dated(tmp_path: Path, length: int) -> None:
    half = cut(WHOLE.text[:length] + "\ufffd")
    assert marked(tmp_path, half, WHOLE) == {half.doc_id: WHOLE.doc_id, WHOLE.doc_id: None}


def test_each_of_several_truncated_copies_gives_way_to_the_whole(tmp_path: Path) -> None:
    versions = [cut(WHOLE.text[:40], "b"), cut(WHOLE.text[:80], "c"), WHOLE]
    assert set(marked(tmp_path, *versions).values()) == {None, WHOLE.doc_id}


def test_another_text_at_the_same_place_stands_beside_the_first(tmp_path: Path) -> None:
    other = cut("Divers raised a barge from the harbour of Brelle, and the pilots went back to work at noon.")
    assert set(marked(tmp_path, other, WHOLE).values()) == {None}


def test_the_last_version_of_a_page_that_a_feed_leads_to_stands_for_all(tmp_path: Path) -> None:
    """However it was rewritten; a page that was named stands beside its earlier version."""
    page = "https://quay.example/1"
    texts = (
        WHOLE.text,
        "The envoys left Vienna on Tuesday without a word.",
        "Nobody met anybody in Vienna, it was said on Friday.",
    )
    versions = [
        replace(document(text), doc_id=name * 64, source_uri=page, record="")
        for text, name in zip(texts, "cab", strict=True)
    ]
    row = {"address": page, "found_in": "https://quay.example/feed", "fetched_at": datetime.now(UTC), "failures": 0}
    with Warehouse.open(tmp_path / "news.duckdb", checker=check_plainly) as warehouse:
        for version in versions:
            warehouse.fetches.write([row], [], [])
            warehouse.write_documents("run", [version])
            warehouse.write_extracted("run", [article(version, **SURE)])
            settle_corpus(warehouse)
        found = dict(warehouse._con.execute("select doc_id, duplicate_of from articles").fetchall())
    assert found == {"c" * 64: "b" * 64, "a" * 64: "b" * 64, "b" * 64: None}
    assert set(marked(tmp_path / "named", *versions).values()) == {None}
