"""Surface cues around an expression: the preposition in front, and the tense of the verb that governs the clause."""

from __future__ import annotations

from dataclasses import replace

from flows.dates.timex.expression import Direction, Expression, Tense
from flows.dates.timex.lexicon import Tokens

_SIGNALS = frozenset(
    {
        "on",
        "in",
        "at",
        "since",
        "until",
        "till",
        "by",
        "before",
        "after",
        "during",
        "for",
        "from",
        "to",
        "through",
        "between",
        "of",
        "within",
        "over",
        "throughout",
    }
)
_REACH = 14  # tokens looked at on either side; a clause is seldom longer
_STOPS = frozenset(".!?;\n")
_FUTURE = frozenset({"will", "shall", "'ll", "would"})
_PLANNING = frozenset(
    {
        "expected",
        "scheduled",
        "due",
        "planned",
        "plans",
        "plan",
        "set",
        "slated",
        "hopes",
        "intends",
        "intend",
        "hope",
        "expects",
        "expect",
        "aims",
        "going",
    }
)
_PRESENT = frozenset({"is", "are", "am", "has", "have", "'s", "says"})
_PAST = frozenset(
    {
        "was",
        "were",
        "had",
        "did",
        "said",
        "told",
        "came",
        "went",
        "took",
        "made",
        "began",
        "became",
        "left",
        "met",
        "won",
        "lost",
        "killed",
        "died",
        "held",
    }
)


def with_cues(e: Expression, tokens: Tokens, first: int, last: int) -> Expression:
    """``e`` with its signal, tense and direction."""
    before = tokens.words[first - 1].rstrip().lower() if first else ""
    signal = before if before in _SIGNALS else None
    tense, cue = _tense(tokens, first, last)
    direction: Direction | None = None
    if e.kind in ("shift", "offset") and e.shift:
        direction, cue = ("past" if e.shift < 0 else "future"), e.text
    elif e.kind == "calendar" and e.shift:
        direction = "past" if e.shift < 0 else "future"
    elif tense == "past":
        direction = "past"
    elif tense == "future":
        direction = "future"
    return replace(e, signal=signal, tense=tense, direction=direction, cue=cue)


def _tense(tokens: Tokens, first: int, last: int) -> tuple[Tense | None, str]:
    """The tense of the nearest verb in front of the expression, else behind it, within the sentence."""
    front = [w.strip() for w in tokens.words[max(0, first - _REACH) : first]]
    for i in range(len(front) - 1, -1, -1):
        if front[i] in _STOPS:
            front = front[i + 1 :]
            break
    behind = []
    for w in tokens.words[last : last + _REACH]:
        if w.strip() in _STOPS or not w.strip():
            break
        behind.append(w.strip())
    found = _verb([w.lower() for w in reversed(front)]) or _verb([w.lower() for w in behind])
    return found or (None, "")


def _verb(words: list[str]) -> tuple[Tense, str] | None:
    for w in words:
        if w in _FUTURE or w in _PLANNING:
            return "future", w
        if w in _PAST or (w.endswith("ed") and len(w) > 4):
            return "past", w
        if w in _PRESENT:
            return "present", w
    return None
