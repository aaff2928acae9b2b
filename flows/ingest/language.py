"""Which language a text is in (py3langid: 97 languages, no download, the same answer every time)."""

from __future__ import annotations

_LOOK = 3000  # characters; more does not change the answer
_ENOUGH = 20  # letters; of less, any answer is a guess


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, or ``None`` where there is too little of it."""
    middle = text[max(0, len(text) // 2 - _LOOK // 2) :][:_LOOK] if len(text) > _LOOK else text
    if sum(c.isalpha() for c in middle[:200]) < _ENOUGH:
        return None
    import py3langid

    code: str = py3langid.classify(middle)[0]
    return code
