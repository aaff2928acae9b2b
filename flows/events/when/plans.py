"""A plan told in two sentences: "An envoy is due on Friday. He will meet the minister and ask for an inquiry."

What somebody who was just spoken of will do, without a day of its own, is part of what was announced for that day.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.events.parse.tense import tense
from flows.events.when import bounds
from flows.events.when.bounds import Anchor
from flows.records import Interval

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_SPOKEN_OF = frozenset({"he", "she", "they", "it"})


def day_of_plan(verb: Token, dated: Sequence[tuple[Span, Anchor]], dct: Interval) -> Interval | None:
    """The one day to come that the sentence before names, for a main clause that goes on with its plan.

    ``dated`` are the single days of the passage.
    """
    main, sentence = verb, verb.sent
    while main.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in main.children):
        main = main.head
    told = main.dep_ in ("ROOT", "ccomp") and tense(main) == "future"
    if not told or sentence.start == 0 or not any(c.dep_ == "nsubj" and c.lower_ in _SPOKEN_OF for c in main.children):
        return None
    before = verb.doc[sentence.start - 1].sent
    if any(span.sent == sentence for span, _ in dated):
        return None
    days = {anchor.interval for span, anchor in dated if span.sent == before and bounds.is_before(dct, anchor.interval)}
    return next(iter(days)) if len(days) == 1 else None
