"""Of which country are those of whom an article does not say it: "police", "the minister", a name that no table has.

Where nearly all that an article names is of one country, or much of it and the article is sent from there, so are
they; and where half of the countries in its text are one, unless it is sent from another. On our own annotated articles
86 of 100 countries that are given so to the described are right, and 95 of 100 of those that are given to names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from flows.events import actors, word_lists
from flows.events.parse.datelines import opening_words
from flows.events.who.identity import actor_id
from flows.records import Article, Event, Participant

_SHARE = 0.8  # of the mentions of countries, bodies and people with one …
_SHARE_AT_HOME = 0.4  # … and of those of the dateline's country
_MENTIONS = 3
_SHARE_OF_TEXT = 0.5  # of all countries and their cities in the text
_PLACES = frozenset({"country", "demonym", "capital", "city"})
_HALF_SURE = 0.3  # confidence of the events whose participants count
_ABROAD = frozenset({"IGO", "NGO", "MNC", "INT"})  # sectors that are of no country


def with_home(events: Sequence[Event], article: Article) -> list[Event]:
    """The events of an article; those who are described and have no country are of the one that it is about."""
    return _with_country(events, home(_named(events), _sent_from(article)), _is_described)


def with_all_at_home(events: Sequence[Event], article: Article) -> list[Event]:
    """The same for names that no table has, and by the countries of the text where those who take part do not tell.

    For events that have been told once: that two are of one country says little about whether they are the same.
    """
    if not (named := _named(events)):
        return list(events)
    sent_from = _sent_from(article)
    return _with_country(events, home(named, sent_from) or home_by_text(article.text, sent_from), _is_of_some)


def _named(events: Sequence[Event]) -> list[Participant]:
    return [p for e in events if e.event_type and e.confidence >= _HALF_SURE for p in e.participants]


def _with_country(events: Sequence[Event], country: str | None, may_be: Callable[[str], bool]) -> list[Event]:
    if country is None:
        return list(events)
    return [replace(e, participants=tuple(_at_home(p, country, may_be) for p in e.participants)) for e in events]


def home(named: Iterable[Participant], sent_from: str | None = None) -> str | None:
    """The country that nearly all of these are of, or much of them and the article's dateline; ``None`` if there is
    none.
    """
    told = Counter(p.country for p in named if p.country)
    if sent_from is not None and told and told[sent_from] >= _SHARE_AT_HOME * told.total():
        return sent_from
    country, mentions = max(told.items(), key=lambda one: one[1], default=("", 0))
    return country if mentions >= max(_MENTIONS, _SHARE * told.total()) else None


def home_by_text(text: str, sent_from: str | None = None) -> str | None:
    """The country that half of all countries, their people and cities in a text are of, unless it is sent from
    another; ``None`` if there is none.
    """
    told = Counter(e.country for _, e in actors.names_in(text) if e.country and e.kind in _PLACES)
    country, mentions = max(told.items(), key=lambda one: one[1], default=(None, 0))
    if sent_from is not None:
        told[sent_from] += 1  # its dateline, in capitals
        return sent_from if told[sent_from] > _SHARE_OF_TEXT * told.total() else None
    return country if mentions >= max(_MENTIONS, _SHARE_OF_TEXT * told.total()) else None


def _sent_from(article: Article) -> str | None:
    """The country of the place that the dateline names, on a line of its own or before the first words."""
    text, lines = article.document.text, []
    for region in article.regions:
        if region.kind in ("dateline", "body"):
            alone = region.kind == "dateline"
            lines.append(text[region.start : region.end] if alone else opening_words(text, region.start, region.end))
    return next((entry.country for line in lines for _, entry in actors.names_in(line.title()) if entry.country), None)


def _at_home(one: Participant, country: str, may_be: Callable[[str], bool]) -> Participant:
    if one.country is not None or one.sector in _ABROAD or not may_be(one.name) or _are_states(one.name):
        return one
    return replace(one, country=country, actor=actor_id(one.name, country))


def _are_states(name: str) -> bool:
    """ "Neighbouring countries", "Western powers": several states are not of one."""
    return name.split()[-1].lower() in word_lists.classes()["states"]


def _is_described(name: str) -> bool:
    """Whether it is no name: "two men", or at the start of a sentence "Police", "Two protesters"."""
    first, *others = [word for word in name.split() if not word[:1].isdigit()] or [""]
    if first[:1].islower():
        return True
    words = [form for w in name.lower().split() for form in (w, w.removesuffix("s"))]
    return all(map(str.islower, others)) and actors.sector_of(words) is not None and not actors.names_in(name)


def _is_of_some(name: str) -> bool:
    """Whether it may be of one country, unlike "two governments" and whom the tables give none, "Islamic State"."""
    if not word_lists.classes()["of_several"].isdisjoint(name.lower().split()):
        return False
    return not any(entry.country is None for _, entry in actors.names_in(name))
