"""Whom a phrase stands for: an actor, the actor whose it is, or nobody.

A side of an event is a country, institution, group, office, person or crowd. "Iran's missiles", "the speech of the
king", "U.N. resolutions" stand for Iran, the king and the U.N.; "the doubt", "3 p.m." and "one thing" for nobody.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.parse import syntax
from flows.events.who import nations, persons, phrases
from seeds import kept_most

if TYPE_CHECKING:
    from spacy.tokens import Token

PERSONAL = frozenset({"he", "she", "they", "him", "her", "them", "it", "we", "us", "i", "me", "you", "who", "whom"})
POSSESSIVE = frozenset({"his", "her", "hers", "their", "its", "our", "my"})
_NOBODY = frozenset(
    {"anyone", "everyone", "nobody", "other", "others", "which", "that", "this", "what", "itself", "there", "one"}
)
_COUNTED = frozenset({"two", "both", "three", "four", "many", "some", "several", "dozen", "hundred", "thousand", "all"})
_BELONGING = ("of", "by", "from")  # prepositions that bring whose a thing is
_LONGEST = 3  # steps from a thing to the thing whose it is


def can_take_part(noun: Token) -> bool:
    """Whether the word heads the name or description of somebody who can take part in an event."""
    lower = "US" if noun.text == "US" else noun.lower_
    if lower in PERSONAL or lower in POSSESSIVE:
        return True
    if persons.is_described_by_age(noun) and noun.dep_ not in ("amod", "acomp"):
        return True
    if lower in _NOBODY or syntax.is_temporal(noun) or syntax.is_verb(noun):
        return False
    if noun.pos_ == "PROPN":
        return _is_named_actor(noun)
    if noun.tag_ == "CD" or lower in _COUNTED:
        return not any(c.dep_ == "prep" for c in noun.children) and noun.dep_ != "nummod" and not _is_clock(noun)
    if nations.joined(noun):  # "U.S.-Cuba", which is one word and not always a name
        return True
    if noun.pos_ not in ("NOUN", "ADJ"):
        return False
    if any(_is_known(key) for key in syntax.keys(noun)):
        return True
    if noun.tag_ in ("NNS", "NN") and (actors.is_doer(noun) or is_human(noun)):
        return True
    return noun.text[:1].isupper() and bool(actors.names_in(noun.text))


def _is_clock(number: Token) -> bool:
    """ "3 p.m.", "2017", "40 per cent": no people."""
    return number.text[:1].isdigit() or (number.i + 1 < len(number.doc) and number.nbor().text in ("%", "per", "p.m."))


def _is_named_actor(noun: Token) -> bool:
    if noun.lemma_.lower() in word_lists.word_list("no_actors.txt"):
        return bool(entries := actors.names_in(phrases.text_of(noun))) and entries[-1][1].kind == "organisation"
    return any(c.isalpha() for c in noun.text)


def is_human(noun: Token) -> bool:
    """Whether the common noun means a human being by its first sense: "economist", "smuggler", "subversive"."""
    lemma = noun.lemma_.lower()
    people = word_lists.word_list("person_nouns.txt")
    return noun.pos_ == "NOUN" and lemma in people and lemma not in word_lists.word_list("no_actors.txt")


@kept_most(20_000)
def _is_known(lemma: str) -> bool:
    if lemma in word_lists.word_list("no_actors.txt"):
        return False
    return lemma in word_lists.word_list("actor_nouns.txt") or actors.is_known_role(lemma)


def stands_for(noun: Token) -> list[Token]:
    """The words that head the names of those whom a phrase stands for; none where it stands for nobody."""
    for _ in range(_LONGEST):
        if can_take_part(noun):
            return [noun]
        if owners := [m for c in noun.children if c.dep_ == "poss" for m in syntax.conjuncts(c) if can_take_part(m)]:
            return owners
        if bearers := _bearers(noun):
            return bearers
        whose = [
            o for p in noun.children if p.dep_ == "prep" and p.lower_ in _BELONGING for o in syntax.link_objects(p)
        ]
        if len(whose) != 1:
            return [o for o in whose if can_take_part(o)]
        noun = syntax.heart(whose[0])
    return []


def named_within(thing: Token) -> list[Token]:
    """The first whom the words of a phrase name: "Zimbabwe" of "violations in Zimbabwe"."""
    lo, hi = phrases.phrase_span(thing)
    heads = (w for w in thing.doc[lo:hi] if w.pos_ in ("PROPN", "ADJ") and w.dep_ not in ("compound", "nmod"))
    named = (w for w in heads if actors.names_in(thing.doc[w.left_edge.i : w.i + 1].text) and not _is_of_others(w))
    return list(islice(named, 1))


def _bearers(noun: Token) -> list[Token]:
    """Those whose name a thing bears: "U.N. resolutions", "Chinese ships", "police vans"."""
    found = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod") and names_actor(c)]
    return [m for c in found for m in syntax.conjuncts(c) if names_actor(m)]


def names_actor(modifier: Token) -> bool:
    """Whether a modifier names an actor: "Israeli", "Taliban", "police", not "Tuesday", "anti-Saudi" or "US-made"."""
    if _is_of_others(modifier):
        return False
    if modifier.text[:1].isupper() and modifier.pos_ in ("PROPN", "ADJ", "NOUN"):
        entries = actors.names_in(modifier.doc[modifier.left_edge.i : modifier.i + 1].text)
        return any(e.kind != "city" for _, e in entries)
    return modifier.dep_ == "compound" and modifier.pos_ == "NOUN" and can_take_part(modifier)


def _is_of_others(modifier: Token) -> bool:
    """ "anti-Saudi", "pro-Russian", "Iranian-made": of that country is neither."""
    doc, i = modifier.doc, modifier.i
    before = doc[i - 2].lower_ if i >= 2 and doc[i - 1].text == "-" else ""
    after = doc[i + 2].lower_ if i + 2 < len(doc) and doc[i + 1].text == "-" else ""
    return (
        before in ("anti", "pro", "non", "ex", "inter", "trans", "pan", "intra")
        or after in word_lists.classes()["made_by"]
    )
