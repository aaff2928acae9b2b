"""No input stops a run: each is answered, in time, and the file after it is read."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.ingest import FieldMap, Limits
from flows.ingest.intake import SourceReader
from flows.ingest.readers.format import Desk
from flows.records import Document, Quarantined
from flows.worker import Worker

ROOT = Path(__file__).resolve().parents[2]
NAMES = ["a.txt", "a.html", "a.xml", "a.jsonl", "a.json", "a.csv", "a.parquet", "a.warc", "a.zip", "a.gz", "a.bin"]
STARTS = [
    b"", b"<html>", b"<rss>", b'{"text":', b"WARC/1.0\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd",
    b"PAR1", b"filedesc://", b"\xff\xfe", b"a,b\n", b"\x04\x22\x4d\x18",
]  # fmt: skip


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(NAMES), st.sampled_from(STARTS), st.binary(max_size=300))
def test_any_bytes_under_any_name_are_answered(tmp_path: Path, worker: Worker, name: str, start: bytes, rest: bytes):
    path = tmp_path / name
    path.write_bytes(start + rest)
    for answer in SourceReader(Desk(Limits(), FieldMap(), frozenset(), worker)).file(path):
        assert isinstance(answer, Document | Quarantined)
        if isinstance(answer, Document):
            assert answer.text.encode().strip()


def test_what_is_no_file_is_not_waited_for(tmp_path: Path, worker: Worker):
    import os

    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "z.txt").write_text("Read all the same.")
    from flows.ingest import read

    found = list(read([str(tmp_path)]))
    assert [getattr(a, "code", "read") for a in found] == ["unreadable", "unreadable", "read"]


def test_a_line_that_is_too_long_costs_that_line(tmp_path: Path, worker: Worker):
    path = tmp_path / "a.jsonl"
    rng = random.Random(1)
    path.write_text('{"text": "' + "".join(rng.choices("abc ", k=200_000)) + '"}\n{"text": "after"}\n')
    found = list(SourceReader(Desk(Limits(document_bytes=100_000), FieldMap(), frozenset(), worker)).file(path))
    assert [getattr(a, "code", "read") for a in found] == ["too_large", "read"]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ('"' + "a," * 2_000_000, "bad_rows"),  # a quotation mark that nobody closes
        ("b," + "a," * 20_000, "bad_rows"),
        ('b,"' + "A boat, a quay, a crew. " * 2_000 + '"', "read"),
    ],
)
def test_however_many_commas_a_line_has_a_table_is_read_to_its_end(
    tmp_path: Path, worker: Worker, line: str, code: str
):
    path = tmp_path / "a.csv"
    path.write_text(f'title,text\nFlood,"Before, it."\n{line}\n')
    found = list(SourceReader(Desk(Limits(), FieldMap(), frozenset(), worker)).file(path))
    assert [getattr(a, "code", "read") for a in found] == ["read", code]
    assert isinstance(found[0], Document)
    assert found[0].text == "Before, it."


@pytest.mark.slow
def test_every_hostile_input_has_its_outcome(shared: Path):
    """In a process of its own: what memory a document costs cannot be told beside other tests."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_ingest"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
