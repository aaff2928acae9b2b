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
    for name in _FILES:
        digest.update((folder_of(size) / name).read_bytes())
    return f"{size} {digest.hexdigest()[:12]}"
