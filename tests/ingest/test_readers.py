"""The registered formats: nothing tells two of them, and what is known is not read again."""

import json
from pathlib import Path

from flows.ingest import FieldMap, Limits, read
from flows.ingest.intake import SourceReader
from flows.ingest.readers import READERS
from flows.ingest.readers.format import Desk
from flows.records import Document
from flows.worker import Worker

PAGE = "<html><body><article><p>{}</p></article></body></html>".format("The bridge at Gyumri opened on Monday. " * 9)


def test_no_suffix_and_no_first_bytes_tell_two_formats():
    suffixes = [suffix for form in READERS for suffix in form.suffixes]
    assert len(suffixes) == len(set(suffixes))
    magic = [(mark, form.name) for form in READERS for mark in form.magic]
    assert not [(a, b) for a, x in magic for b, y in magic if x != y and a.startswith(b)]


def test_a_known_record_is_passed_over_before_its_page_is_read(tmp_path: Path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"html": PAGE}) + "\n")
    (found,) = read([str(path)])
    assert isinstance(found, Document)
    with Worker(Limits().page_memory_bytes) as worker:
        assert list(SourceReader(Desk(Limits(), FieldMap(), {found.doc_id}, worker)).file(path)) == []
        assert worker.process_id is None  # the process that reads pages was never asked
