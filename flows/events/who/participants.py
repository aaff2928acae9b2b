"""Who did it to whom: the source and the target of an event, found from its frame by dependency rules.

PLOVER's source is who acts, its target whom the act is directed at. Between equals (two presidents who met) each is
both. `targets` chooses the second, `phrases` reads the words around either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from flows.events import actors, word_lists
from flows.events.frames import frame_tables
from flows.events.frames.matching import is_word
from flows.events.frames.reported import Frame, speaker
from flows.events.parse import syntax
from flows.events.reader.readings import Judgement
from flows.events.who import nations, phrases
from flows.events.who import sides as whose
from flows.events.who.comment import is_press
from flows.events.who.coreference import Discourse
from flows.events.who.identity import actor_id
from flows.events.who.pointed import agreed
from flows.events.who.targets import find_targets as targets_of
from flows.records import Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

Role = Literal["source", "target"]
_RECIPROCAL = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AGREE"})
_COMING = frozenset({"ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "AID"})  # deeds whose noun says "from" of who acts
_LOCAL = frozenset(  # sectors whose members act at home unless something else is said
    {"GOV", "OPP", "COP", "JUD", "LEG", "PTY", "MED", "EDU", "REL", "LAB", "CVL", "CRM", "MIL", "REB"}
)
_DOMESTIC = frozenset(
    {"ACCUSE", "REQUEST", "REJECT", "YIELD", "PROTEST", "COERCE", "ASSAULT"}
)  # what is done at home, too
_AUTHORITIES = frozenset({"COP", "MIL", "GOV", "JUD", "SPY"})
_DEEDS = frozenset({"CONSULT", "COOPERATE", "AID", "YIELD", "MOBILIZE", "COERCE", "ASSAULT", "SANCTION"})  # not words
_CRIMES = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "THREATEN"})
_WORDS = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT"})  # said of others, wherever it be
_DYING = frozenset({"die", "perish", "succumb"})
_ANSWERS = frozenset({"REJECT", "ACCUSE"})  # what they answer is somebody's deed or words
_MEETING = frozenset({"meet", "talk", "confer", "negotiate"})
_LEAVING = frozenset({"depart", "leave", "quit"})  # a journey is to where it leads, not from where it began
_EACH_OTHER = frozenset({("each", "other"), ("one", "another")})
_NOBODY = frozenset(
    {"anyone", "everyone", "nobody", "other", "which", "that", "this", "what", "who", "itself", "there"}
)
_GOALS = frozenset({"to", "towards", "toward", "against", "into", "upon"})
_ARMED = frozenset({"MIL", "COP"})
_MOST = 6  # participants of a role


def find_participants(
    token: Token,
    frame: Frame,
    frames: Mapping[int, Frame],
    discourse: Discourse,
    start: int,
    home: str | None = None,
    reading: Judgement | None = None,
) -> tuple[Participant, ...]:
    """The participants of the event at ``token``.

    ``start`` is the offset of the token's doc in the document's text, ``home`` the country of the event's place;
    ``reading`` what the learned reader makes of the mention, where one was asked.
    """
    sources, targets = by_rules(token, frame, frames)
    if reading is not None:
        sources = owners(token) or _without_goals(agreed(sources, reading.source, token), token)
        targets = agreed(targets, reading.target, token)
    sources = _unique(_without_reporters(sources, token, frame))
    taken = {t.i for t in sources}
    targets = sources if _is_mutual(token) else [t for t in _unique(targets) if t.i not in taken]
    is_deal = syntax.is_verb(token) and any(is_word(o, "agreement") for o in syntax.direct_objects(token))
    if frame.event_type == "CONSULT" or is_deal:  # "met in Paris", "signed a pact in Paris": where, not with whom
        targets = [t for t in targets if not _is_where(t)]
        if token.lemma_ in _LEAVING:
            targets = [t for t in targets if t.dep_ != "dobj"]
    if frame.event_type in _WORDS:  # "in Paris, a spokesman criticized …", "signed in Paris"
        targets = [t for t in targets if not (_is_where(t) and t.head.head == token)]
    if frame.event_type in _RECIPROCAL:
        if not sources and _count(targets) > 1 and all(map(_is_among_equals, targets[:1])):
            sources = targets
        elif (_count(sources) > 1 or _is_mutual_deed(token, frame, sources)) and not any(map(_is_another, targets)):
            targets = sources
    sides: list[tuple[Role, list[Token]]] = [("source", sources), ("target", targets)]
    named = [
        (meant, participant)
        for role, side in sides
        for thing in side
        for t, meant in _meant(thing, role, discourse)
        for participant in _participants(t, meant, role, discourse, start)
    ]
    told = _without_own_forces(_without_themselves(_distinct(named)), token, frame)
    found = _at_home(told, home) if frame.event_type in _DOMESTIC else tuple(p for _, p in told)
    if frame.event_type in _ANSWERS and syntax.is_verb(token) and not any(p.role == "target" for p in found):
        answered = ((thing, doer) for thing in _objects(token) for doer in discourse.answered(thing))
        found += tuple(p for thing, doer in answered for p in _participants(thing, doer, "target", discourse, start))
    return tuple(replace(p, actor=actor_id(p.name, p.country)) for p in found)


def by_rules(token: Token, frame: Frame, frames: Mapping[int, Frame]) -> tuple[list[Token], list[Token]]:
    """The heads of the phrases that the grammar makes source and target."""
    if frame.obliged and (said := speaker(token)):
        return said, syntax.subjects(token) or targets_of(token, frame, frames, [])
    if frame.event_type == "ASSAULT" and token.lemma_ in _DYING and not syntax.is_passive(token):
        return [], syntax.subjects(token)  # who dies is done to
    sources = _sources(token, frame, frames)
    targets = targets_of(token, frame, frames, sources)
    if frame.operator == "do" and token.lemma_ in word_lists.classes()["receiving"]:
        return syntax.by_preposition(token).get("from", []) or _operand_givers(token, frame), sources
    return sources, targets


def owners(noun: Token) -> list[Token]:
    """Whose deed a noun says it is: "Niger's invitation", "the request of the bishop"."""
    if noun.lemma_.lower() not in word_lists.classes()["own_deed"]:
        return []
    owned = [o for c in noun.children if c.dep_ == "poss" and c.lower_ != "whose" for o in syntax.conjuncts(c)]
    found = owned or syntax.by_preposition(noun).get("of", [])
    return [syntax.heart(f) for f in found if whose.can_take_part(f)]


def _without_goals(sources: list[Token], noun: Token) -> list[Token]:
    """Who acts, without whom a noun's own "to" or "against" brings: "the visit to Chad" is nobody's of Chad."""
    if syntax.is_verb(noun):
        return sources
    goals = {o.i for p in syntax.prepositions(noun) if p.lower_ in _GOALS for o in syntax.link_objects(p)}
    return [s for s in sources if s.i not in goals]


def _is_mutual(verb: Token) -> bool:
    """ "Accused each other", "fired at one another": what is done to them they do."""
    below = (o for w in (verb, *syntax.prepositions(verb)) for o in w.children if o.dep_ in ("dobj", "pobj"))
    return any((o.nbor(-1).lower_, o.lower_) in _EACH_OTHER for o in below if o.i)


def _without_reporters(sources: list[Token], token: Token, frame: Frame) -> list[Token]:
    """Who acts, without the newspaper or agency that tells of it from another clause."""
    if frame.event_type not in _DEEDS:
        return sources
    own = {s.i for s in syntax.own_subjects(token)}
    return [s for s in sources if s.i in own or s.head.i == token.i or not is_press(s)]


def _is_where(target: Token) -> bool:
    return target.head.lower_ in phrases.WHERE and actors.is_place(target)


def _objects(verb: Token) -> list[Token]:
    """What it takes, a pronoun for what was said included: "the charge", "which Chad denies"."""
    found = syntax.direct_objects(verb) or [c for c in verb.children if c.dep_ == "dobj"]
    return [o for o in found if o.pos_ != "PROPN"]


def _is_mutual_deed(token: Token, frame: Frame, sources: Sequence[Token]) -> bool:
    """Whether several under one noun do to each other what nobody does alone: "the presidents met", "signed a pact"."""
    if not syntax.is_verb(token) or not any(map(_is_plural, sources)):
        return False
    things = [token, *syntax.direct_objects(token)]
    if frame.event_type == "CONSULT":
        return token.lemma_ in _MEETING or any(is_word(t, "talks") for t in things)
    return any(is_word(t, "agreement") for t in things)


def _is_among_equals(target: Token) -> bool:
    """Whether its words put it beside others: "talks between Chad and Togo", "held a Chad-Togo summit"."""
    return target.head.lower_ == "between" or bool(nations.joined(target))


def _count(side: Sequence[Token]) -> int:
    """How many a side is: "Chadian and Malian envoys" are two."""
    return sum(max(1, len(nations.nationals(t))) for t in side)


def _is_another(target: Token) -> bool:
    return phrases.tells_actor(target) and target.head.lower_ not in phrases.WHERE


def _distinct(named: Iterable[tuple[Token, Participant]]) -> list[tuple[Token, Participant]]:
    """Nobody takes part twice in one role: "the engineers … whom" is one name, a pronoun may stand for another's."""
    by_name = {(p.role, p.name): (t, p) for t, p in reversed(list(named))}
    by_span = {(p.role, p.start): (t, p) for t, p in reversed(by_name.values())}
    return list(by_span.values())


def _without_themselves(told: list[tuple[Token, Participant]]) -> list[tuple[Token, Participant]]:
    """One alone does nothing to himself: "Ghana lowered its tariffs" to none; "the two accused each other".

    Those of a side are compared by name: a minister may well act upon his own country.
    """
    sources = {p.name: t for t, p in told if p.role == "source"}
    if len(sources) > 1 or any(map(_is_plural, sources.values())):
        return told
    return [(t, p) for t, p in told if p.role == "source" or p.name not in sources]


def _without_own_forces(
    told: list[tuple[Token, Participant]], token: Token, frame: Frame
) -> list[tuple[Token, Participant]]:
    """No country attacks its own forces: "an assault on its troops" is neither by Chad nor by soldiers of Chad, unless
    the grammar makes them who acts.
    """
    if frame.event_type != "ASSAULT":
        return told
    attacked = {p.country for _, p in told if p.role == "target" and p.country and p.sector in _ARMED}
    if not attacked:
        return told
    own = {s.i for s in by_rules(token, frame, {})[0]}
    return [(t, p) for t, p in told if p.role == "target" or t.i in own or not _is_of(p, attacked)]


def _is_of(one: Participant, countries: set[str]) -> bool:
    """Whether it is one of the countries itself, or their forces."""
    return one.country in countries and (one.sector in _ARMED or one.sector is None)


def _is_plural(word: Token) -> bool:
    return word.tag_ in ("NNS", "NNPS", "CD") or word.lower_ in ("both", "they")


def _at_home(named: list[tuple[Token, Participant]], home: str | None) -> tuple[Participant, ...]:
    """Give participants without a country the one where the event happened, or where one of them is said to be.

    "Police in Minsk arrested dozens": Belarusian police, and Belarusians, unless the text says otherwise. That the
    other side is of a country tells nothing: where police arrest three Chadians, they are seldom police of Chad. A
    proper name that no table knows keeps its unknown country.
    """
    country = home or next((p.country for t, p in named if p.country and _is_somewhere(t)), None)
    return tuple(
        replace(p, country=country) if p.country is None and t.pos_ == "NOUN" and _lives_there(t, p) else p
        for t, p in named
    )


def _is_somewhere(noun: Token) -> bool:
    """ "Police in Minsk": its own words say where it is."""
    return any(actors.is_place(o) for p in noun.children if p.lower_ in phrases.WHERE for o in syntax.link_objects(p))


def _lives_there(noun: Token, who: Participant) -> bool:
    """Whether a noun means people of the country where it happened, or a thing that stands there."""
    return who.sector in _LOCAL or (who.sector is None and phrases.stands_there(noun))


def _unique(tokens: Iterable[Token]) -> list[Token]:
    told = {t.i: t for t in tokens if not syntax.is_temporal(t) and t.lower_ not in _NOBODY}
    return list(told.values())[:_MOST]


def _operand_givers(token: Token, frame: Frame) -> list[Token]:
    """ "received support from the army": the army gives."""
    if frame.operand is None:
        return []
    return syntax.by_preposition(token.doc[frame.operand]).get("from", [])


# ---------------------------------------------------------------- sources
def _sources(token: Token, frame: Frame, frames: Mapping[int, Frame]) -> list[Token]:
    if not syntax.is_verb(token):
        if token.pos_ == "ADJ":
            return syntax.subjects(token.head) if token.dep_ in ("acomp", "oprd") else syntax.subjects(token)
        return _noun_sources(token, frame)
    found = syntax.agents(token) if syntax.is_passive(token) else syntax.subjects(token)
    if not found and frame.event_type in ("MOBILIZE", "AID"):  # "troops were deployed": by whoever, they act
        found = [o for o in syntax.direct_objects(token) if is_word(o, "troops") or is_word(o, "peacekeepers")]
    if not found and frame.event_type == "COERCE" and syntax.is_passive(token):
        found = [s for s in speaker(token) if _is_authority(s)]  # "police said two men were arrested"
    if not found and frame.event_type == "COERCE" and syntax.is_passive(token):  # "was jailed in Niger": by its state
        found = [o for o in syntax.by_preposition(token).get("in", []) if actors.is_place(o)][:1]
    if token.dep_ == "acl" and token.tag_ == "VBG" and not any(map(actors.is_actor, found)):
        found = (
            syntax.clause_subjects(token.head) or found
        )  # Amnesty "put out a report accusing": not the report accuses
    return [x for s in found for x in _through_event(s, frames)]


def _is_authority(noun: Token) -> bool:
    """Whether those who tell of an arrest, a seizure, a ban may well have made it."""
    return any(actors.sector_of([key]) in _AUTHORITIES for key in syntax.keys(noun))


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
        elif child.dep_ in ("amod", "compound", "nmod"):
            found += _named_by(child)
        elif child.dep_ == "prep" and child.lower_ == "by":
            found += syntax.link_objects(child)
        elif child.dep_ in ("acl", "relcl") and syntax.is_passive(child):
            found += syntax.agents(child)
        elif child.dep_ == "relcl" and noun in syntax.direct_objects(child):  # "the call that he made"
            found += syntax.subjects(child)
    brings = _source_links(noun, frame)
    found += [o for p in noun.children if p.lower_ in brings for o in syntax.link_objects(p)]
    if (
        not found and outward and noun.dep_ == "nsubjpass" and _is_light(noun.head)
    ):  # "the raid was carried out by police"
        found = syntax.agents(noun.head)
    if not found and outward and noun.dep_ in ("dobj", "attr"):
        received = is_word(noun.head, "receiving")  # "drew criticism from Ghana"
        found = syntax.by_preposition(noun.head).get("from", []) if received else syntax.clause_subjects(noun)
    if outward and frame.event_type in _CRIMES and (not found or noun.dep_ == "dobj"):
        found = syntax.accused(noun) or found
    return [syntax.heart(f) for f in found]


def _is_light(verb: Token) -> bool:
    """Whether the verb only says that its object is done: "carried out", "held", not "condemned"."""
    return any(p.label == "do" for p in frame_tables.table("operators.txt").get(verb.lemma_, ()))


def _source_links(noun: Token, frame: Frame) -> frozenset[str]:
    """The prepositions that bring who acts: "a call of the pope", "criticism from Niger"."""
    if noun.lemma_.lower() in word_lists.classes()["own_deed"]:
        return frozenset({"of", "from"})
    return frozenset({"from"}) if frame.event_type in _COMING else frozenset()


def _named_by(modifier: Token) -> list[Token]:
    """Whom a modifier names as acting: "Israeli and Greek", "Taliban", "police", the Saudis of "Saudi-led"."""
    if modifier.lower_ in ("led", "backed"):
        return [c for c in modifier.children if actors.names_in(c.text)]
    if whose.names_actor(modifier) or (modifier.pos_ == "PROPN" and whose.can_take_part(modifier)):
        return syntax.conjuncts(modifier)
    return []


# ---------------------------------------------------------------- the participant
def _meant(thing: Token, role: Role, discourse: Discourse) -> Iterator[tuple[Token, Token]]:
    """Those whom a phrase stands for, and whom each of them means; a thing that acts stands for him whose it was."""
    found = _actors(thing, role)
    yield from ((word, meant) for word in found for meant in discourse.referents(word))
    if not found and role == "source" and (owner := discourse.owner(thing)) is not None:
        yield from ((thing, meant) for meant in discourse.referents(owner))


def _actors(thing: Token, role: Role) -> list[Token]:
    """Those whom a phrase stands for. What suffers may be a place or a building, which stands for its people."""
    found = whose.stands_for(thing)
    if not found and role == "source" and thing.dep_ == "nsubj" and is_word(thing, "settlement"):
        return [thing]  # "the village sued the mine": its people
    if found or role == "source":
        return found
    return [thing] if phrases.stands_there(thing) else whose.named_within(thing)


def _participants(token: Token, meant: Token, role: Role, discourse: Discourse, start: int) -> Iterator[Participant]:
    """The participant that a word names; of each country its own where it names several."""
    whole = _participant(token, meant, role, discourse, start)
    several = nations.nationals(meant) if meant.doc is token.doc else []
    if not several:
        yield whole
    for one in several:
        text = meant.doc.text[one.start : one.end]
        lo, hi = start + one.start, start + one.end
        yield replace(whole, text=text, start=lo, end=hi, name=one.name, country=one.country)


def _participant(token: Token, meant: Token, role: Role, discourse: Discourse, start: int) -> Participant:
    """The participant that ``token`` names, or whom it means: told by the words of the latter in its own passage."""
    shown = meant if meant.doc is token.doc else token
    lo, hi = phrases.phrase_span(shown)
    first, last = shown.doc[lo], shown.doc[hi - 1]
    text = shown.doc[lo:hi].text
    who = discourse.who(meant, phrases.text_of(meant))
    end = start + last.idx + len(last)
    return Participant(role, text, start + first.idx, end, who.name, who.country, who.sector)
