"""Where a reader's weights are, and which they are."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from flows.errors import NoReaderError

Size = Literal["small", "large"]
READERS = Path(__file__).resolve().parents[3] / "seeds" / "reader"
_FILES = ("model.onnx", "pieces.txt", "reader.json")
GATE = "gate.csv"  # beside the weights, where the reader is spared sentences
# Whose weights answer where a size is asked for: two that were trained apart seldom overlook the same.
_ANSWER: dict[Size, tuple[Size, ...]] = {"small": ("small",), "large": ("large", "small")}


def answering(size: Size) -> tuple[Size, ...]:
    """The sizes of the weights that answer where this one is asked for. Raises `NoReaderError` where one is missing."""
    for one in _ANSWER[size]:
        folder_of(one)
    return _ANSWER[size]


def folder_of(size: Size) -> Path:
    """Where the reader of this size is. Raises `NoReaderError` where it is not."""
    folder = READERS / size
    if not all((folder / name).is_file() for name in _FILES):
        raise NoReaderError(f"there is no {size} reader in {folder}: make it with `make reader`, or ask for another")
    return folder


@lru_cache(maxsize=2)
def weights_version(size: Size) -> str:
    """Size and digest of all that decides what it says: ``small 3f2a9c01b7d4``."""
    digest = hashlib.sha256()
    for one in answering(size):
        for name in _FILES:
            digest.update((folder_of(one) / name).read_bytes())
    gate = folder_of(size) / GATE
    if gate.is_file():
        digest.update(gate.read_bytes())
    return f"{size} {digest.hexdigest()[:12]}"
