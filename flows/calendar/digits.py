"""Decimal digits of any script as ASCII ones."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def plain_digits(word: str) -> str:
    """Arabic-Indic, full-width and other decimal digits as ASCII ones; the length stays."""
    return word if word.isascii() else word.translate(_digits())


@lru_cache(maxsize=1)
def _digits() -> dict[int, str]:
    return {c: str(unicodedata.decimal(chr(c))) for c in range(0x80, 0x20000) if chr(c).isdecimal()}
