"""An event told again in its article: "the visit" after "will visit Oslo on Monday", "his abduction" after "in May".

A definite noun whose own words say neither when nor whether takes date and status from the mention that an expression
dates, where all dated mentions of that name can be one event and none names other parties. Words of one family are
known by what their suffixes leave of them: "abduct", "abduction"; "invade", "invasion".
"""

from __future__ import annotations

from calendar import day_name, month_name
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
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
_MONTH = 31
_NEAR = 400  # characters over which "it" and "them" reach
_UNDATED = frozenset({"dct", "tense", "narrative"})
_PATIENT = frozenset({"dobj", "nsubjpass"})
_ACTOR = frozenset({"nsubj"})
_KNOWN = frozenset({"the", "this", "that"})
_ONE_OF_MANY = frozenset(
    {"another", "earlier", "first", "fourth", "last", "latest", "new", "previous", "second", "third"}
)
_PARTIES = frozenset({"poss", "nsubj", "nsubjpass", "dobj", "pobj"})
_DYING = frozenset({"death", "die"})
_KILLING = frozenset(
    {"assassinate", "assassination", "behead", "beheading", "execute", "execution", "kill", "killing", "murder", "slay",
     "slaying"}
)  # fmt: skip
_CALENDAR = frozenset(name.lower() for name in (*day_name, *month_name))
_Told = tuple[Mention, EventDate]


def share(mentions: Sequence[Mention], dates: Sequence[EventDate]) -> list[_Told]:
    """Each mention of an article with its date, the retellings with what the dated mention knows."""
    dated: dict[str, list[_Told]] = defaultdict(list)
    news: dict[str, _Told] = {}
    deaths: dict[str, _Told] = {}
    for mention, when in zip(mentions, dates, strict=True):
        name = word_family(mention.token.lemma_)
        if when.basis == "timex" and mention.status == "happened" and (dead := _who_died(mention.token)):
            deaths.setdefault(dead, (mention, when))
        if when.basis == "timex" and when.interval.days is not None and when.interval.days <= _WIDEST:
            dated[name].append((mention, when))
        elif name and when.basis in ("dct", "narrative") and when.interval.is_day and mention.kind == "verb":
            news.setdefault(name, (mention, when))
    told = zip(mentions, dates, strict=True)
    return [_of_one_death(m, w, deaths) or _retold(m, w, dated, news) for m, w in told]


def _of_one_death(mention: Mention, when: EventDate, deaths: dict[str, _Told]) -> _Told | None:
    """A death without a date, with that of another mention of it: nobody dies twice, whatever it is called."""
    if when.basis not in _UNDATED or mention.status != "happened" or not deaths:
        return None
    other = deaths.get(_who_died(mention.token))
    return (mention, bounds.narrated(other[1])) if other is not None else None


def _who_died(word: Token) -> str:
    """The name of the one of whose death a word tells; "" for any other word, and where nobody is named."""
    if word.lemma_ in _DYING:
        near = [c for c in word.children if c.dep_ in ("nsubj", "poss")]
    elif word.lemma_ in _KILLING:
        near = [c for c in word.children if c.dep_ in ("dobj", "nsubjpass", "poss")]
    else:
        return ""
    near = [o for p in word.children if word.tag_[:2] == "NN" and p.lower_ == "of" for o in p.children] or near
    return next((c.lower_ for c in near if c.pos_ == "PROPN"), "")


def _retold(mention: Mention, when: EventDate, dated: dict[str, list[_Told]], news: dict[str, _Told]) -> _Told:
    if when.basis not in ("dct", "tense", "narrative") or not _is_known(mention):
        return mention, when
    name = word_family(mention.token.lemma_)
    if name in news and news[name][0].start < mention.start < min((m.start for m, _ in dated.get(name, [])), default=0):
        return mention, bounds.narrated(news[name][1])  # a known event was told before it, not in the years after
    told = [one for one in dated.get(name, []) if _number(one[0].token) <= _number(mention.token)] if name else []
    days = reduce(Interval.intersect, (at.interval for _, at in told), Interval())
    if not told or days.is_empty or any(_others(mention.token, other.token) for other, _ in told):
        return mention, when
    first, at = min(told, key=lambda one: one[1].interval.days or 0)
    standing = Standing(first.status, first.standing.cue, mention.standing.speaker)
    return replace(mention, standing=standing), bounds.narrated(at)


def told_again(mentions: Sequence[Mention], dates: Sequence[EventDate]) -> dict[int, EventDate]:
    """Verbs without a date that another mention of the same deed has, by `Mention.start`, each with that date.

    "… said that it had bought two ferries. It bought them on Monday": one verb, done to the same thing.
    """
    dated: dict[str, list[_Told]] = defaultdict(list)
    for mention, when in zip(mentions, dates, strict=True):
        width = when.interval.days
        if mention.kind == "verb" and when.basis == "timex" and when.extent == "within" and width and width <= _MONTH:
            dated[mention.token.lemma_].append((mention, when))
    found = {}
    for mention, when in zip(mentions, dates, strict=True):
        verb = mention.token.lemma_
        if mention.kind != "verb" or verb not in dated or not word_family(verb) or when.basis not in _UNDATED:
            continue
        told = [at for other, at in dated[verb] if _is_same_deed(mention, other)]
        days = reduce(Interval.intersect, (at.interval for at in told), _side(mention, when))
        if told and not days.is_empty:
            found[mention.start] = min(told, key=lambda at: at.interval.days or 0)
    return found


def _side(mention: Mention, when: EventDate) -> Interval:
    """The days that an event can be of by its tense; the day of a saying is within what was said that day."""
    lo, hi = when.interval.lo, when.interval.hi
    if mention.status == "happened":
        return Interval(None, hi + timedelta(1) if hi is not None and hi < date.max else hi)
    return Interval(lo, None)


def _is_same_deed(one: Mention, other: Mention) -> bool:
    """Whether two mentions of a verb tell of one deed: done to the same, or where it is done to none, by the same."""
    if one.status != other.status or _others(one.token, other.token):
        return False
    first, second = sorted((one, other), key=lambda m: m.start)
    for roles in (_PATIENT, _ACTOR):
        had, has = _one_in(first.token, roles), _one_in(second.token, roles)
        if had is not None and has is not None:
            near = second.start - first.start <= _NEAR
            return (has.tag_ == "PRP" and near) or (had.lemma_ == has.lemma_ and _is_definite(has))
        if had is not None or has is not None:
            return False
    return False


def _one_in(verb: Token, roles: frozenset[str]) -> Token | None:
    return next((c for c in verb.children if c.dep_ in roles), None)


def _is_definite(noun: Token) -> bool:
    """Whether a noun is one that was named before."""
    return noun.pos_ == "PROPN" or any(c.dep_ == "poss" or c.lower_ in _KNOWN for c in noun.children)


def _is_known(mention: Mention) -> bool:
    """Whether a mention speaks of an event as known to the reader and says no more of it."""
    token = mention.token
    if token.tag_ != "NN" or (mention.standing.cue and mention.status != "happened"):
        return False
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in _KNOWN) for c in token.children)


def _number(noun: Token) -> set[str]:
    """The words by which an event is one of several: "the first ban" is not "the ban"."""
    return {c.lower_ for c in noun.children} & _ONE_OF_MANY


def _others(one: Token, other: Token) -> bool:
    """Whether two words name parties or places, and none in common: "Chirac's visit", "Blair visited"."""
    ours, theirs = _names(one), _names(other)
    return bool(ours and theirs) and not ours & theirs


def _names(token: Token) -> set[str]:
    near = [*token.children, *(o for p in token.children if p.dep_ in ("prep", "agent") for o in p.children)]
    return {c.lower_ for c in near if c.dep_ in _PARTIES and c.pos_ == "PROPN"} - _CALENDAR


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
