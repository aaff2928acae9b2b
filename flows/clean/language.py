"""The language of a text, by py3langid: small, no model to fetch, 97 languages."""

from __future__ import annotations

import re

#: Enough letters to tell languages apart, few enough to cost nothing; and too few to say anything.
_ENOUGH, _TOO_FEW = 300, 20

_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; ``None`` where there are too few letters to tell."""
    sample = text[:_ENOUGH]
    if len(_LETTER.findall(sample, 0, 10 * _TOO_FEW)) < _TOO_FEW:
        return None
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
