"""The language of a text, by py3langid: small, no model to fetch, 97 languages."""

from __future__ import annotations

import re

#: Enough letters to tell languages apart, few enough to cost nothing; and too few to say anything.
_ENOUGH, _TOO_FEW = 300, 20

_LETTER = re.compile(r"[^\W\d_]")


# Words of English that no other language of its letters has, in the order of their frequency.
_ENGLISH = re.compile(
    r"\b(?:the|and|of|that|with|from|said|his|her|their|which|were|would|have|been|this|they|after|who|will|about|says)\b",
    re.IGNORECASE,
)
_SHORT = 160  # letters: so few words are taken for another language for the names in them
_NEXT = 3  # how far down among the likeliest English is looked for


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of ``text``; ``None`` where there are too few letters to tell.

    A short text is English where its little words are, and no language without such a code: Nigerian Pidgin is what
    the model takes headlines for.
    """
    sample = text[:_ENOUGH]
    letters = len(_LETTER.findall(sample))
    if letters < _TOO_FEW:
        return None
    import py3langid

    if letters > _SHORT:
        return str(py3langid.classify(sample)[0])
    ranked = [code for code, _ in py3langid.rank(sample) if len(code) == 2]
    return "en" if "en" in ranked[:_NEXT] and _ENGLISH.search(sample) else str(ranked[0])
