"""An event told again in its article: "the visit" after "will visit Oslo on Monday", "his abduction" after "in May".

A definite noun whose own words say neither when nor whether takes date and status from the mention that an expression
dates, where all dated mentions of that name can be one event and none names other parties. Words of one family are
known by what their suffixes leave of them: "abduct", "abduction"; "invade", "invasion".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING

from flows.events import word_lists
from flows.events.mentions import Mention
from flows.events.status import Standing, speech_verbs
from flows.events.when import bounds
from flows.records import EventDate, Interval
from seeds import kept_most

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUFFIXES = ("ation", "ition", "sion", "tion", "ion", "ment", "ance", "ence", "ing", "al")  # the longest first
_SHORTEST = 3  # letters that a suffix must leave
_WIDEST = 366  # days: what is dated to more than a year dates no retelling
_KNOWN = frozenset({"the", "this", "that"})
_PARTIES = frozenset({"poss", "nsubj", "nsubjpass", "dobj", "pobj"})
_Told = tuple[Mention, EventDate]


def share(mentions: Sequence[Mention], dates: Sequence[EventDate]) -> list[_Told]:
    """Each mention of an article with its date, the retellings with what the dated mention knows."""
    dated: dict[str, list[_Told]] = defaultdict(list)
    for mention, when in zip(mentions, dates, strict=True):
        if when.basis == "timex" and when.interval.days is not None and when.interval.days <= _WIDEST:
            dated[word_family(mention.token.lemma_)].append((mention, when))
    return [_retold(mention, when, dated) for mention, when in zip(mentions, dates, strict=True)]


def _retold(mention: Mention, when: EventDate, dated: dict[str, list[_Told]]) -> _Told:
    if when.basis not in ("dct", "tense", "narrative") or not _is_known(mention):
        return mention, when
    name = word_family(mention.token.lemma_)
    told = dated.get(name, []) if name else []
    days = reduce(Interval.intersect, (at.interval for _, at in told), Interval())
    if not told or days.is_empty or any(_others(mention.token, other.token) for other, _ in told):
        return mention, when
    first, at = min(told, key=lambda one: one[1].interval.days or 0)
    standing = Standing(first.status, first.standing.cue, mention.standing.speaker)
    return replace(mention, standing=standing), bounds.narrated(at)


def _is_known(mention: Mention) -> bool:
    """Whether a mention speaks of an event as known to the reader and says no more of it."""
    token = mention.token
    if token.tag_ != "NN" or mention.standing.cue:
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in token.children)


def _others(one: Token, other: Token) -> bool:
    """Whether two words name parties or places, and none in common: "Chirac's visit", "Blair visited"."""
    ours, theirs = _names(one), _names(other)
    return bool(ours and theirs) and not ours & theirs


def _names(token: Token) -> set[str]:
    near = [*token.children, *(o for p in token.children if p.dep_ in ("prep", "agent") for o in p.children)]
    return {c.lower_ for c in near if c.dep_ in _PARTIES and c.pos_ == "PROPN"}


@kept_most(50_000)
def word_family(lemma: str) -> str:
    """What a word shares with the verb or the noun that names the same event; "" for words that name no one event."""
    word = lemma.lower()
    if word in speech_verbs() or word in word_lists.word_list("occurrence_verbs.txt"):
        return ""
    suffix = next((s for s in _SUFFIXES if word.endswith(s) and len(word) >= _SHORTEST + len(s)), "")
    word = word.removesuffix(suffix)
    for ending in ("ate", "e", "t", "d"):  # "assassinate", "invade", "defect": gone before "-ion"
        if len(word) > _SHORTEST:
            word = word.removesuffix(ending)
    return word[:-1] if len(word) > _SHORTEST and word[-1] == word[-2] else word
