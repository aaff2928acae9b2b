"""Texts that are no articles take time in proportion to their size, and keep their offsets."""

import time

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text, body_spans
from flows.records import Document

SENTENCE = "The quick brown fox jumps over the lazy dog, and on 3 May 2017 it slept. "
HOSTILE = {
    "one line": SENTENCE * 30_000,
    "no blank": "x" * 2_000_000,
    "digits": "1234567890" * 200_000,
    "only blanks": " " * 2_000_000,
    "blanks inside": "a" + " " * 2_000_000 + "b\n",
    "short lines": "ab\n" * 250_000,
    "wrapped": "The quick brown fox jumps over the lazy dog and then it sleeps for a while\nuntil it is day.\n" * 8_000,
    "names": "By " + "Ann Lee and " * 150_000,
    "datelines": "VELLIN, " * 200_000,
    "stamps": "12 May 2017 10:30\n" * 15_000,
    "one paragraph again and again": (SENTENCE + "\n") * 10_000,
    "halves of signs": "\ud800 text here \udfff" * 1000,
}


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    clean([Document("d", "d.txt", "", "text/plain", SENTENCE)])


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_takes_long(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    [said] = clean([Document("d", "d.txt", "", "text/plain", text)])
    read = analysis_text(said)
    spans = body_spans(said, read)
    assert time.process_time() - start < 5  # each takes well under a second on a quiet machine
    assert len(read) == len(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
