"""Who did it to whom: the source and the target of an event, found from its frame by dependency rules.

PLOVER's source is who acts, its target whom the act is directed at. Between equals (two presidents who met) each is
both.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Literal

from flows.events import actors, lexicon, syntax
from flows.events.coreference import Discourse, named_by
from flows.events.frames import Frame, speaker
from flows.events.matching import is_word
from flows.records import Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal["source", "target"]
# Prepositions that bring the target, the likeliest first, and those that bring the place.
_TOWARDS = (
    "against", "on", "upon", "with", "to", "at", "toward", "towards", "between", "among", "for", "from", "into", "over",
    "of", "about", "as",
)  # fmt: skip
_DIRECTED = frozenset({"against", "with", "to", "between", "towards", "toward", "for", "upon"})
_WHERE = frozenset(
    {"in", "into", "across", "near", "at", "around", "along", "outside", "throughout", "inside", "off", "within"}
)
_GIVING = frozenset(
    {"AID", "YIELD", "COOPERATE", "SUPPORT", "MOBILIZE", "AGREE"}
)  # what is given is the object, to whom stands in "to"
_RECIPROCAL = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AGREE"})
_COMING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "AID"})  # deeds whose noun says "from" of who acts
_ANSWERS = frozenset({"REJECT", "YIELD"})  # what they answer is somebody's demand, claim or plan
_OF_OTHERS = frozenset({"REQUEST", "ACCUSE", "THREATEN"})  # what is said of others stands in a clause
_LOCAL = frozenset(  # sectors whose members act at home unless something else is said
    {"GOV", "OPP", "COP", "JUD", "LEG", "PTY", "MED", "EDU", "REL", "LAB", "CVL", "CRM", "MIL", "REB"}
)
_DOMESTIC = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "YIELD", "PROTEST", "COERCE", "ASSAULT"}
)  # what is done at home, too
_NOBODY = frozenset(
    {"anyone", "everyone", "nobody", "other", "which", "that", "this", "what", "who", "itself", "there"}
)
_LONGEST_NAME = 25  # tokens of a participant's span
_MOST = 6  # participants of a role


def find(
    token: Token, frame: Frame, frames: Mapping[int, Frame], discourse: Discourse, start: int, home: str | None = None
) -> tuple[Participant, ...]:
    """The participants of the event at ``token``.

    ``start`` is the offset of the token's doc in the document's text, ``home`` the country of the event's place.
    """
    if frame.obliged and (said := speaker(token)):
        sources, targets = said, syntax.subjects(token) or _targets(token, frame, frames, [])
    else:
        sources = _sources(token, frame, frames)
        targets = _targets(token, frame, frames, sources)
    if frame.operator == "do" and token.lemma_ in lexicon.classes()["receiving"]:
        givers = _by_preposition(token).get("from", []) or _operand_givers(token, frame)
        sources, targets = givers, sources
    sources, targets = _unique(sources), _unique(targets)
    taken = {t.i for t in sources}
    targets = [t for t in targets if t.i not in taken]
    between_equals = frame.event_type in _RECIPROCAL and len(sources) > 1
    if between_equals and not any(_tells_actor(t) and t.head.lower_ not in _WHERE for t in targets):
        targets = sources
    sides: list[tuple[Role, list[Token]]] = [("source", sources), ("target", targets)]
    named = [(t, _participant(t, role, discourse, start)) for role, side in sides for t in map(named_by, side)]
    told = _distinct(named)
    return _at_home(told, home) if frame.event_type in _DOMESTIC else tuple(p for _, p in told)


def _distinct(named: Iterable[tuple[Token, Participant]]) -> list[tuple[Token, Participant]]:
    """Nobody takes part twice in one role: "the engineers … whom" is one name, a pronoun may stand for another's."""
    by_name = {(p.role, p.name): (t, p) for t, p in reversed(list(named))}
    by_span = {(p.role, p.start): (t, p) for t, p in reversed(by_name.values())}
    return list(by_span.values())


def _at_home(named: list[tuple[Token, Participant]], home: str | None) -> tuple[Participant, ...]:
    """Give those that no country is told of the one where it happened, or else the only one that the event names.

    "Police arrested dozens in Minsk": Belarusian police, and Belarusians, unless the text says otherwise. A proper name
    that no table knows keeps its unknown country.
    """
    told = {p.country for _, p in named if p.country}
    country = home or (told.pop() if len(told) == 1 else None)
    return tuple(
        replace(p, country=country) if p.country is None and t.pos_ == "NOUN" and _lives_there(t, p) else p
        for t, p in named
    )


def _lives_there(noun: Token, who: Participant) -> bool:
    """Whether a noun means people of the country where it happened, or a thing that stands there."""
    return who.sector in _LOCAL or (who.sector is None and _stands_there(noun))


def _stands_there(noun: Token) -> bool:
    """Whether the word means a place or building, which stands for its people: "shelled the town"."""
    return is_word(noun, "territory") or is_word(noun, "damage_object")


def _unique(tokens: Iterable[Token]) -> list[Token]:
    told = {t.i: t for t in tokens if not syntax.is_temporal(t) and t.lower_ not in _NOBODY}
    return list(told.values())[:_MOST]


def _operand_givers(token: Token, frame: Frame) -> list[Token]:
    """ "received support from the army": the army gives."""
    if frame.operand is None:
        return []
    return _by_preposition(token.doc[frame.operand]).get("from", [])


# ---------------------------------------------------------------- sources
def _sources(token: Token, frame: Frame, frames: Mapping[int, Frame]) -> list[Token]:
    if not syntax.is_verb(token):
        if token.pos_ == "ADJ":
            return syntax.subjects(token.head) if token.dep_ in ("acomp", "oprd") else syntax.subjects(token)
        return _noun_sources(token, frame)
    found = syntax.agents(token) if syntax.is_passive(token) else syntax.subjects(token)
    if not found and frame.event_type in ("MOBILIZE", "AID"):  # "troops were deployed": by whoever, they act
        found = [o for o in syntax.direct_objects(token) if is_word(o, "troops") or is_word(o, "peacekeepers")]
    if not found and frame.event_type == "COERCE" and syntax.is_passive(token):  # "was jailed in Niger": by its state
        found = [o for o in _by_preposition(token).get("in", []) if actors.is_place(o)][:1]
    if token.dep_ == "acl" and token.tag_ == "VBG" and not any(map(actors.is_actor, found)):
        found = (
            syntax.clause_subjects(token.head) or found
        )  # Amnesty "put out a report accusing": not the report accuses
    return [x for s in found for x in _through_event(s, frames)]


def _through_event(subject: Token, frames: Mapping[int, Frame]) -> list[Token]:
    """ "An Israeli strike killed two": the strike's own source acts, where it has one."""
    inner = frames.get(subject.i)
    if inner is None or syntax.is_verb(subject) or actors.is_known_role(subject.lemma_.lower()):
        return [subject]
    return _noun_sources(subject, inner, outward=False) or [subject]


def _noun_sources(noun: Token, frame: Frame, *, outward: bool = True) -> list[Token]:
    """Possessor, demonym or name before the noun, a "by" phrase, an "of" phrase of who acts, the clause's subject."""
    found: list[Token] = []
    for child in noun.children:
        if child.dep_ == "poss" and child.lower_ != "whose":
            found += syntax.conjuncts(child)
        elif child.dep_ in ("amod", "compound", "nmod") and _names_actor(child):
            found += [child]
        elif child.dep_ == "prep" and child.lower_ == "by":
            found += syntax.link_objects(child)
        elif child.dep_ in ("acl", "relcl") and syntax.is_passive(child):
            found += syntax.agents(child)
    brings = _source_links(noun, frame)
    found += [o for p in noun.children if p.lower_ in brings for o in syntax.link_objects(p)]
    if not found and outward and noun.dep_ in ("dobj", "attr"):
        received = is_word(noun.head, "receiving")  # "drew criticism from Ghana"
        found = _by_preposition(noun.head).get("from", []) if received else syntax.clause_subjects(noun)
    return [syntax.heart(f) for f in found]


def _source_links(noun: Token, frame: Frame) -> frozenset[str]:
    """The prepositions that bring who acts: "a call of the pope", "criticism from Niger"."""
    if noun.lemma_.lower() in lexicon.classes()["own_deed"]:
        return frozenset({"of", "from"})
    return frozenset({"from"}) if frame.event_type in _COMING else frozenset()


def _names_actor(modifier: Token) -> bool:
    """Whether a modifier names who acts: "Israeli", "Taliban", "Saudi-led", "police"."""
    if modifier.text[:1].isupper():
        return bool(actors.names_in(modifier.text)) or modifier.pos_ == "PROPN"
    if modifier.lower_ in ("led", "backed") or modifier.lower_.endswith(("-led", "-backed")):
        return any(actors.names_in(c.text) for c in modifier.subtree)
    return modifier.dep_ == "compound" and actors.sector_of([modifier.lemma_.lower()]) in ("COP", "MIL", "REB")


# ---------------------------------------------------------------- targets
def _targets(token: Token, frame: Frame, frames: Mapping[int, Frame], sources: list[Token]) -> list[Token]:
    sources_at = {s.i for s in sources}
    fallback: list[Token] = []
    for candidates in _candidates(token, frame, frames):
        listed = [c for c in candidates if c.i not in sources_at and c.i != token.i and not syntax.is_temporal(c)]
        acting = [c for c in listed if actors.is_actor(c)]
        if acting:
            return acting
        if listed and (_tells_actor(listed[0]) or _stands_there(listed[0])):
            return listed[:1]
        if not fallback:
            fallback = [c for c in listed if c.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM") and c.i not in frames]
    return fallback


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
    yield syntax.indirect_objects(token)
    objects = syntax.direct_objects(token)
    by_word = _by_preposition(token)
    if objects and (frame.event_type in _GIVING or is_word(token, "sending")):
        for word in ("to", "into", "from"):
            yield [o for o in by_word.get(word, []) if actors.is_actor(o)]
        if frame.event_type == "AID":  # "donated ventilators to help Chad"
            yield [o for v in syntax.purposes(token) for o in syntax.direct_objects(v) if actors.is_actor(o)]
    if frame.event_type in _ANSWERS or frame.operator in ("accuse", "praise", "refuse"):
        for thing in objects:  # "rejected calls by Chad", "condemned the raids by rebels": those whose act it is
            if not actors.is_actor(thing) and frame.operator not in ("do", "stop"):
                yield [m for m in _makers(thing) if actors.is_actor(m) and not _own(thing)]
    if frame.operand is None:
        yield [o for o in objects if actors.is_actor(o) and not _own(o)]
    else:
        operand = token.doc[frame.operand]
        yield [o for o in objects if actors.is_actor(o) and o.i != operand.i]
        yield from _inner(operand, frames)
    if frame.event_type in _OF_OTHERS:  # "demanded that he appear", "alleged that Chad had broken the truce"
        yield [s for c in token.children if c.dep_ == "ccomp" for s in syntax.own_subjects(c) if s.pos_ != "PRON"]
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
            below = _by_preposition(verb)
            yield [o for things in below.values() for o in things if actors.is_actor(o)]
            for thing in chain(syntax.direct_objects(verb), *below.values()):
                if not syntax.is_verb(thing) and not actors.is_actor(thing):
                    yield from _noun_candidates(thing)
    if frame.event_type in ("ASSAULT", "COERCE"):  # "attacked a camp in Kabul": the camp, which lies there
        yield [o for o in objects if o.i not in frames]
    yield [o for word, things in by_word.items() if word in _WHERE for o in things if _tells_actor(o)]
    yield _named_below(token)
    yield objects


def _named_below(token: Token) -> list[Token]:
    """The nearest name that a preposition of direction brings anywhere below: "… to prevent a war with Chad"."""
    for below in token.subtree:
        if below.i > token.i and below.dep_ == "pobj" and below.head.lower_ in _DIRECTED and actors.is_actor(below):
            named = [m for m in syntax.conjuncts(below) if actors.names_in(_phrase(m))]
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
    by_word = _by_preposition(noun)
    if whole and not _own(noun) and any(c.dep_ == "poss" and actors.is_actor(c) for c in noun.children):
        yield [noun]
    for word in _towards(by_word):
        if word == "of" and noun.lemma_.lower() in lexicon.classes()["own_deed"]:
            continue
        things = by_word[word]
        yield [t for t in things if actors.is_actor(t)]
        for thing in things:
            if thing.pos_ == "NOUN" and not actors.is_actor(thing):
                yield [thing] if actors.names_in(_phrase(thing)) else []
                yield [o for ws in _by_preposition(thing).values() for o in ws if actors.is_actor(o)]
    if whole and (_stands_there(noun) or actors.names_in(_phrase(noun))):
        yield [noun]
    yield [o for word, things in by_word.items() if word in _WHERE for o in things if actors.is_actor(o)]
    yield [
        c for c in noun.children if c.dep_ in ("amod", "compound") and c.text[:1].isupper() and actors.names_in(c.text)
    ]


def _own(noun: Token) -> bool:
    """ "its troops", "their arms": the actor's own are not his target."""
    return any(c.dep_ == "poss" and c.lower_ in ("its", "his", "their", "her", "our") for c in noun.children)


def _tells_actor(noun: Token) -> bool:
    """Whether a phrase that is no actor names one: "the minister's remarks", "the plan of Chad"."""
    if syntax.is_verb(noun):
        return False
    return (
        actors.is_actor(noun)
        or bool(actors.names_in(_phrase(noun)))
        or any(c.dep_ == "poss" and actors.is_actor(c) and not _own(noun) for c in noun.children)
    )


def _towards(by_word: Mapping[str, list[Token]]) -> list[str]:
    return [word for word in _TOWARDS if word in by_word]


def _by_preposition(token: Token) -> dict[str, list[Token]]:
    found: dict[str, list[Token]] = {}
    for preposition in syntax.links(token):
        if preposition.lower_ != "by":
            found.setdefault(preposition.lower_, []).extend(
                syntax.heart(o) for o in syntax.link_objects(preposition) if o.dep_ != "pcomp"
            )
    return found


# ---------------------------------------------------------------- the phrase and what it names
def _participant(token: Token, role: Role, discourse: Discourse, start: int) -> Participant:
    lo, hi = span(token)
    first, last = token.doc[lo], token.doc[hi - 1]
    text = token.doc[lo:hi].text
    who = discourse.who(token, text)
    return Participant(role, text, start + first.idx, start + last.idx + len(last), who.name, who.country, who.sector)


def span(head: Token) -> tuple[int, int]:
    """The noun phrase of a head as token indices: what stands before it, and "of", "in", "from" phrases after it."""
    lo = min(
        (c.left_edge.i for c in head.lefts if c.dep_ not in ("punct", "cc", "preconj", "advcl", "relcl")),
        default=head.i,
    )
    hi = head.i + 1
    for child in head.rights:
        if child.i != hi:
            break
        if (child.dep_ in ("prep", "case") and child.lower_ in ("of", "in", "from", "'s", "for")) or (
            child.dep_ in ("flat", "nummod")
        ):
            hi = child.right_edge.i + 1
        else:
            break
    hi = min(hi, lo + _LONGEST_NAME) if hi - lo > _LONGEST_NAME else hi
    hi = max(hi, head.i + 1)
    while lo < head.i and (head.doc[lo].is_punct or head.doc[lo].is_space):
        lo += 1
    if head.dep_ == "poss":
        hi = head.i + 1
    return lo, hi


def _phrase(head: Token) -> str:
    lo, hi = span(head)
    return head.doc[lo:hi].text


# ---------------------------------------------------------------- where
def place(token: Token) -> tuple[str, str | None] | None:
    """Where the event took place, with its country's code: "in Lisbon" of the meeting, not of the newspaper.

    The nearest "in", "at", "near" … with a known place, on the event's word, its verb's, or its arguments'.
    """
    at = token
    for _ in range(3):
        for preposition in syntax.links(at):
            if preposition.lower_ not in _WHERE and preposition.lower_ != "to":
                continue
            for thing in syntax.link_objects(preposition):
                if (known := _known_place(thing)) is not None:
                    return known
        for thing in syntax.direct_objects(at) if syntax.is_verb(at) else ():
            for preposition in syntax.links(thing):
                if preposition.lower_ in _WHERE:
                    for inner in syntax.link_objects(preposition):
                        if (known := _known_place(inner)) is not None:
                            return known
        if at.head == at or at.dep_ in ("ccomp", "conj", "advcl", "relcl", "ROOT"):
            return None
        at = at.head
    return None


def _known_place(noun: Token) -> tuple[str, str | None] | None:
    lo, hi = span(noun)
    entries = [e for _, e in actors.names_in(noun.doc[lo:hi].text) if e.kind in ("country", "capital", "city")]
    if not entries:
        return None
    return entries[0].written, entries[0].country
