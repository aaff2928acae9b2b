"""Whom an event is directed at: the likeliest of its objects, of what its prepositions bring, and of its operand's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.frames.matching import is_word
from flows.events.frames.reported import Frame
from flows.events.parse import syntax
from flows.events.who import phrases
from flows.events.who import sides as whose

if TYPE_CHECKING:
    from spacy.tokens import Token

# Prepositions that bring the target, the likeliest first.
_TOWARDS = (
    "against", "on", "upon", "with", "to", "at", "toward", "towards", "between", "among", "for", "from", "into", "over",
    "of", "about", "as",
)  # fmt: skip
_DIRECTED = frozenset({"against", "with", "to", "between", "towards", "toward", "for", "upon"})
_GIVING = frozenset(
    {"AID", "YIELD", "COOPERATE", "SUPPORT", "MOBILIZE", "AGREE"}
)  # what is given is the object, to whom stands in "to"
_ANSWERS = frozenset({"REJECT", "YIELD"})  # what they answer is somebody's demand, claim or plan
_HOSTILE = frozenset({"ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "COERCE", "ASSAULT"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "poss", "amod"})
_OF_OTHERS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})  # what is said of others stands in a clause


def find_targets(token: Token, frame: Frame, frames: Mapping[int, Frame], sources: list[Token]) -> list[Token]:
    """The targets of the event at ``token``; nobody of its ``sources`` is one."""
    sources_at = {s.i for s in sources}
    fallback: list[Token] = []
    for candidates in _candidates(token, frame, frames):
        listed = [c for c in candidates if c.i not in sources_at and c.i != token.i and not syntax.is_temporal(c)]
        acting = [c for c in listed if actors.is_actor(c)]
        if acting:
            return acting
        if listed and (phrases.tells_actor(listed[0]) or phrases.stands_there(listed[0])):
            return listed[:1]
        if not fallback:
            fallback = [c for c in listed if c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and c.i not in frames]
    if any(whose.stands_for(t) or phrases.stands_there(t) or whose.named_within(t) for t in fallback):
        return fallback
    return _named_in_clause(token, frame, sources_at) or fallback


def _named_in_clause(token: Token, frame: Frame, sources_at: set[int]) -> list[Token]:
    """Who is named in what is said or done, where nothing tells to whom: "said India had lied", "anti-Saudi talk"."""
    for word in token.subtree:
        against = word.i >= 2 and word.nbor(-1).text == "-" and word.nbor(-2).lower_ == "anti"
        if against and frame.event_type in _HOSTILE and actors.names_in(word.text):
            return [word]
    if frame.event_type not in _OF_OTHERS | _ANSWERS | _HOSTILE:
        return []
    for word in token.subtree:
        if word.i > token.i and word.i not in sources_at and word.dep_ in _ARGUMENTS and actors.names_in(word.text):
            return [word]
    return []


def _candidates(token: Token, frame: Frame, frames: Mapping[int, Frame]) -> Iterator[list[Token]]:
    """Whom the event may be directed at, group by group, the likeliest first."""
    if not syntax.is_verb(token):
        if token.pos_ != "ADJ":
            if token.dep_ == "dobj" and is_word(token.head, "receiving"):
                yield syntax.clause_subjects(token)
            yield from _noun_candidates(token)
        elif frame.operand is not None:
            yield from _inner(token.doc[frame.operand], frames)
        return
    if token.dep_ == "acl" and token.head.dep_ == "dobj" and is_word(token.head.head, "receiving"):
        yield syntax.clause_subjects(token.head)  # "Chad faces sanctions imposed by Niger"
    yield syntax.indirect_objects(token)
    objects = syntax.direct_objects(token)
    by_word = syntax.by_preposition(token)
    if objects and (frame.event_type in _GIVING or is_word(token, "sending")):
        for word in ("to", "into", "from"):
            yield [o for o in by_word.get(word, []) if actors.is_actor(o)]
        if frame.event_type == "AID":  # "donated ventilators to help Chad"
            yield [o for v in syntax.purposes(token) for o in syntax.direct_objects(v) if actors.is_actor(o)]
    if frame.event_type in _ANSWERS or frame.operator in ("accuse", "praise", "refuse"):
        for thing in objects:  # "rejected calls by Chad", "condemned the raids by rebels": those whose act it is
            if not actors.is_actor(thing) and frame.operator not in ("do", "stop"):
                yield [m for m in _makers(thing) if actors.is_actor(m) and not phrases.is_owned(thing)]
    if frame.operand is None:
        yield [o for o in objects if actors.is_actor(o) and not phrases.is_owned(o)]
    else:
        operand = token.doc[frame.operand]
        yield [o for o in objects if actors.is_actor(o) and o.i != operand.i]
        yield from _inner(operand, frames)
    if frame.event_type in _OF_OTHERS:  # "demanded that he appear", "alleged that Chad had broken the truce"
        said = [c for c in token.children if c.dep_ == "ccomp"]
        yield [s for c in said for s in syntax.own_subjects(c) if s.pos_ != "PRON" and not phrases.is_owned(s)]
        if frame.event_type == "THREATEN":  # "said its fighters would take revenge on Chad"
            yield [
                o
                for c in said
                for word, os in syntax.by_preposition(c).items()
                if word in _DIRECTED | {"on"}
                for o in os
            ]
    for thing in objects:
        if not actors.is_actor(thing):
            yield from _noun_candidates(thing, whole=thing.i not in frames)
    for word in _towards(by_word):
        yield by_word[word]
        for thing in by_word[word]:
            if thing.pos_ == "NOUN" and not actors.is_actor(thing):
                yield from _noun_candidates(thing)
    for verb in syntax.infinitives(token) + syntax.purposes(token):
        if verb.i != frame.operand:
            yield [o for o in syntax.direct_objects(verb) if actors.is_actor(o)]
            yield [s for c in verb.children if c.dep_ == "ccomp" for s in syntax.own_subjects(c) if actors.is_actor(s)]
            below = syntax.by_preposition(verb)
            yield [o for things in below.values() for o in things if actors.is_actor(o)]
            for thing in chain(syntax.direct_objects(verb), *below.values()):
                if not syntax.is_verb(thing) and not actors.is_actor(thing):
                    yield from _noun_candidates(thing)
    if frame.event_type in ("ASSAULT", "COERCE"):  # "attacked a camp in Kabul": the camp, which lies there
        yield [o for o in objects if o.i not in frames]
    yield [o for word, things in by_word.items() if word in phrases.WHERE for o in things if phrases.tells_actor(o)]
    yield _named_below(token)
    yield objects


def _named_below(token: Token) -> list[Token]:
    """The nearest name that a preposition of direction brings anywhere below: "… to prevent a war with Chad"."""
    for below in token.subtree:
        if below.i > token.i and below.dep_ == "pobj" and below.head.lower_ in _DIRECTED and actors.is_actor(below):
            named = [m for m in syntax.conjuncts(below) if actors.names_in(phrases.text_of(m))]
            if named and not syntax.is_temporal(below):
                return named
    return []


def _makers(noun: Token) -> list[Token]:
    """Whose act a noun is: "by" and "from" phrases, a name before it."""
    found = [o for p in noun.children if p.lower_ in ("by", "from") for o in syntax.link_objects(p)]
    found += [c for c in noun.children if c.dep_ == "poss" and c.lower_ != "whose"]
    if is_word(noun, "utterance"):
        found += [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and actors.names_in(c.text)]
    return found


def _inner(operand: Token, frames: Mapping[int, Frame]) -> Iterator[list[Token]]:
    """The targets of the event that an operator acts upon."""
    if syntax.is_verb(operand):
        inner = frames.get(operand.i)
        if inner is not None:
            yield from _candidates(operand, inner, frames)
    else:
        yield from _noun_candidates(operand)


def _noun_candidates(noun: Token, *, whole: bool = False) -> Iterator[list[Token]]:
    """Whom a noun's event is directed at; with ``whole`` the noun is a thing, and stands for who owns or suffers it."""
    by_word = syntax.by_preposition(noun)
    for clause in noun.children:  # "the call that he made to the widow"
        if clause.dep_ == "relcl" and noun in syntax.direct_objects(clause):
            yield from (things for word, things in syntax.by_preposition(clause).items() if word in _DIRECTED)
    if whole and not phrases.is_owned(noun) and any(c.dep_ == "poss" and actors.is_actor(c) for c in noun.children):
        yield [noun]
    for word in _towards(by_word):
        if word == "of" and noun.lemma_.lower() in word_lists.classes()["own_deed"]:
            continue
        things = by_word[word]
        yield [t for t in things if actors.is_actor(t)]
        for thing in things:
            if thing.pos_ == "NOUN" and not actors.is_actor(thing):
                yield [thing] if actors.names_in(phrases.text_of(thing)) else []
                yield [o for ws in syntax.by_preposition(thing).values() for o in ws if actors.is_actor(o)]
    if whole and (phrases.stands_there(noun) or actors.names_in(phrases.text_of(noun))):
        yield [noun]
    yield [o for word, things in by_word.items() if word in phrases.WHERE for o in things if actors.is_actor(o)]
    before = (c for c in noun.children if c.dep_ in ("amod", "compound") and c.text[:1].isupper())
    yield [c for c in before if actors.names_in(c.doc[c.left_edge.i : c.i + 1].text)]


def _towards(by_word: Mapping[str, list[Token]]) -> list[str]:
    return [word for word in _TOWARDS if word in by_word]
