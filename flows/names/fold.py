"""Spellings made comparable, letter by letter, so that offsets into a text stay what they are."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """``text`` in lower case, without accents, hyphens and line ends as blanks; of the same length."""
    return text.translate(_FOLDING)


def _fold_character(character: str) -> str:
    if character in "-‐‑–\n\t\u00a0":
        return " "
    if character in "’‘":
        return "'"
    if "\uac00" <= character <= "\ud7a3":  # a syllable of Hangul is no letter with marks
        return character
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


class _Folding(dict[int, str]):
    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < 20_000:
            self[code] = folded
        return folded


_FOLDING = _Folding()
