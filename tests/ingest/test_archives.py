"""Compressed files and archives are opened under a cap, and nothing in them leads anywhere else."""

import bz2
import gzip
import io
import lzma
import random
import zipfile
import zlib
from pathlib import Path

import brotli
import pytest
import zstandard
from fastwarc.stream_io import Lz4Writer

from flows.ingest.readers.format import Answer
from flows.records import Document, Quarantined
from tests.ingest.conftest import Read

TEXT = "The ministers met in Vienna on Friday and agreed on nothing but another meeting. " * 30
PAGE = f"<html><body><article><p>{TEXT}</p></article></body></html>"


def zipped(members: dict[str, bytes], **options) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def lz4(content: bytes) -> bytes:
    out = io.BytesIO()
    packed = Lz4Writer(out, fsspec_args=False)
    packed.write(content)
    packed.close()
    return out.getvalue()


def codes(answers: list[Answer]) -> list[str]:
    return [a.code for a in answers if isinstance(a, Quarantined)]


@pytest.mark.parametrize(
    ("suffix", "pack"),
    [("gz", gzip.compress), ("zst", zstandard.compress), ("bz2", bz2.compress), ("xz", lzma.compress),
     ("lz4", lz4), ("br", brotli.compress), ("bin", brotli.compress), ("bin", lambda b: zlib.compress(b, wbits=-15))],
)  # fmt: skip
def test_a_compressed_text_is_that_text(read_file: Read, suffix: str, pack):
    (found,) = read_file(f"a.txt.{suffix}", pack(TEXT.encode()))
    (plain,) = read_file("a.txt", TEXT)
    assert (found.text, found.doc_id, found.warnings) == (plain.text, plain.doc_id, ())


def test_two_gzip_members_are_one_text(read_file: Read):
    (found,) = read_file("a.gz", gzip.compress(b"One. ") + gzip.compress(b"Two."))
    assert found.text == "One. Two."


@pytest.mark.parametrize(
    ("suffix", "pack"), [("gz", gzip.compress), ("zst", zstandard.compress), ("bz2", bz2.compress)]
)
def test_what_came_before_the_cut_is_kept_and_said(read_file: Read, suffix: str, pack):
    rng = random.Random(1)
    text = " ".join(str(rng.random()) for _ in range(60_000))
    packed = pack(text.encode())
    (found,) = read_file(f"a.txt.{suffix}", packed[: len(packed) * 9 // 10])
    assert len(found.text) > 100
    assert text.startswith(found.text)
    assert found.warnings[0][0].startswith("truncated_")


@pytest.mark.parametrize(
    ("name", "bomb"),
    [("a.gz", gzip.compress(bytes(50_000_000))), ("a.zst", zstandard.compress(b"a" * 50_000_000)),
     ("a.br", brotli.compress(b"a" * 20_000_000)), ("a.zip", zipped({"a.txt": bytes(50_000_000)}))],
    ids=["gzip", "zstd", "brotli", "zip"],
)  # fmt: skip
def test_a_bomb_is_not_unfolded(read_file: Read, name: str, bomb: bytes):
    assert codes(read_file(name, bomb)) == ["decompression_limit"]


def test_one_document_has_a_limit_whatever_it_is_packed_in(read_file: Read):
    long = " ".join(str(n) for n in range(20_000)).encode()
    for name, content in (("a.txt", long), ("a.txt.gz", gzip.compress(long)), ("a.zip", zipped({"b.txt": long}))):
        assert codes(read_file(name, content, document_bytes=50_000)) == ["too_large"]


def test_members_of_an_archive_are_read_each_in_its_own_format(read_file: Read):
    content = {
        "a.txt": TEXT.encode(),
        "in/b.html": PAGE.encode(),
        "c.jsonl": b'{"text": "One."}\n{"text": "Two."}',
        "d": b"",
    }
    found = read_file("a.zip", zipped(content))
    assert [(a.record, isinstance(a, Document)) for a in found] == [
        ("a.txt", True), ("in/b.html", True), ("c.jsonl: line 1", True), ("c.jsonl: line 2", True), ("d", False),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\evil.txt", "C:\\evil.txt"])
def test_a_path_that_leads_out_is_refused(read_file: Read, tmp_path: Path, name: str):
    before = set(tmp_path.parent.rglob("evil*"))
    assert codes(read_file("a.zip", zipped({name: b"x", "good.txt": TEXT.encode()}))) == ["unsafe_archive_member"]
    assert set(tmp_path.parent.rglob("evil*")) == before


def test_archives_in_archives_end_somewhere(read_file: Read):
    content = zipped({"a.txt": TEXT.encode()})
    for _ in range(5):
        content = zipped({"a.zip": content})
    assert codes(read_file("a.zip", content)) == ["nested_too_deep"]


def test_what_only_looks_like_an_archive_is_said(read_file: Read):
    assert codes(read_file("a.zip", b"PK\x03\x04 and then nothing")) == ["bad_zip"]
    assert codes(read_file("a.docx", zipped({"[Content_Types].xml": b"", "word/document.xml": b""}))) == [
        "unsupported_type:docx"
    ]
    assert codes(read_file("a.gz", b"\x1f\x8b\x08\x00")) == ["truncated_gzip"]
