"""Recognition: the date expressions of a text, without any knowledge of when it was written."""

from __future__ import annotations

import re

from flows.dates.timex.expression import Expression
from flows.dates.timex.in_english import in_english
from flows.dates.timex.in_language import in_language
from flows.dates.timex.lists import shared
from flows.dates.timex.other_languages import other_languages

_SAMPLE = 3000  # characters
_OF_ENGLISH = re.compile(r"\b(?:the|and)\b", re.IGNORECASE)
_MESSAGE = 200  # characters, of which nobody tells the language for sure
_SHARE = 0.03  # of the words: "the" and "and" are about a tenth of English prose, and no words of other languages


def recognise(text: str, language: str | None = None) -> list[Expression]:
    """Every date expression of ``text``, in order, none overlapping; takes time linear in the length of the text.

    ``language`` (ISO 639-1) is the text's, where it is known; English is read where it is not, in a text that is
    plainly English, whatever its page says, and in a message of which that language's words date nothing.
    """
    found = in_english(text)
    if language is not None and language != "en" and not _is_plainly_english(text):
        told = in_language(text, language, found)
        if len(text) > _MESSAGE or any(e not in found for e in told):
            return told
    return shared(other_languages(text, found), text)


def _is_plainly_english(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_OF_ENGLISH.findall(sample)) > _SHARE * (sample.count(" ") + 1)
