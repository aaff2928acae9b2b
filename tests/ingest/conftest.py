"""A reader of files that a test writes; the process that parses pages is started once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.ingest import FieldMap, Limits, page_worker
from flows.ingest.intake import SourceReader
from flows.ingest.readers.format import Answer, Desk
from flows.worker import Worker


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    with page_worker(Limits()) as worker:
        yield worker


Read = Callable[..., list[Answer]]


@pytest.fixture
def read_file(tmp_path: Path, worker: Worker) -> Read:
    """``read_file(name, content, limit=value…)``: all answers of one file, by a reader that has read nothing before."""

    def reader(name: str, content: bytes | str, **limits: float) -> list[Answer]:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return list(SourceReader(Desk(Limits(**limits), FieldMap(), frozenset(), worker)).file(path))

    return reader
