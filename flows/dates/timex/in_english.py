"""The English grammar at work: every place of a text at which a rule matches and its guard lets it stand."""

from __future__ import annotations

from flows.dates.timex.build import expression
from flows.dates.timex.expression import Expression
from flows.dates.timex.grammar import grammar
from flows.dates.timex.guards import stands
from flows.dates.timex.narrative import manner_of_telling
from flows.records import Interval

_MESSAGE = 300  # characters: a text no longer than this is a message, which speaks of the moment it is written


def in_english(text: str) -> list[Expression]:
    """What the rules of `seeds/reference/timex_rules.toml` read in ``text``, in order; lists are not yet completed."""
    rules = grammar()
    tokens = rules.alphabet.tokens(text)
    message = len(text) <= _MESSAGE
    found: list[Expression] = []
    at, readings = rules.readings(tokens, 0)
    resume = at + 1  # the token to go on from once nothing is left to try here
    while at >= 0:
        for match in readings:
            if (match.rule.message and not message) or not stands(match):
                continue
            read = expression(match, text, found[-1] if match.rule.follows else None)
            if read is not None:
                found.append(read)
                readings, resume = rules.continuations(tokens, match.rule.name, match.last), match.last
                break
        else:
            at, readings = rules.readings(tokens, resume)
            resume = at + 1
    if not _tells_history(found):
        found = [e for e in found if e.rule not in rules.of_history]
    return found


def _tells_history(expressions: list[Expression]) -> bool:
    return manner_of_telling(expressions, Interval()).whole
