"""The language of a text, by py3langid: small, no model to fetch, 97 languages."""

from __future__ import annotations

#: Enough letters to tell languages apart, few enough to cost nothing.
_ENOUGH = 2_000


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; ``None`` where there are too few letters to tell."""
    sample = text[:_ENOUGH]
    if sum(sign.isalpha() for sign in sample) < 20:
        return None
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)
