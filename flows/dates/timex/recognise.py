"""Recognition: the date expressions of a text, without any knowledge of when it was written."""

from __future__ import annotations

from flows.dates.timex.build import expression
from flows.dates.timex.cues import with_cues
from flows.dates.timex.expression import Expression
from flows.dates.timex.grammar import grammar


def recognise(text: str) -> list[Expression]:
    """Every date expression of ``text``, in order, none overlapping; takes time linear in the length of the text."""
    rules = grammar()
    tokens = rules.alphabet.tokens(text)
    found: list[Expression] = []
    at = 0
    while readings := rules.readings(tokens, at):
        for match in readings:
            read = expression(match, text)
            if read is not None:
                found.append(with_cues(read, tokens, match.first, match.last))
                at = match.last
                break
        else:
            at = readings[0].found_at + 1
    return found
