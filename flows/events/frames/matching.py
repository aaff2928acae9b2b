"""Whether a frame's pattern fits a word: what stands around it is read once, then every pattern is held against it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.frames import frame_tables
from flows.events.frames.frame_tables import Condition, Pattern
from flows.events.parse import syntax
from seeds import kept, kept_most

if TYPE_CHECKING:
    from spacy.tokens import Token

_PARTICLES = frozenset({"prt", "advmod", "acomp", "prep", "oprd", "dobj"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "npadvmod"})
_NO_LINK = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "punct", "advcl", "prep", "agent"})


@kept
def _classes_by_word() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, members in word_lists.classes().items():
        for member in members:
            found.setdefault(member, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@kept_most(20_000)
def _kinds(keys: tuple[str, ...]) -> frozenset[str]:
    """All that a condition on words may ask for: the words themselves and their classes."""
    return frozenset(keys).union(*(_classes_by_word().get(key, ()) for key in keys))


def is_word(token: Token, of: str) -> bool:
    """Whether the token is the word, or in the class of words, ``of``."""
    return of in _kinds(syntax.keys(token))


def _kinds_of(tokens: Iterable[Token]) -> frozenset[str]:
    """What any of these words is."""
    return frozenset[str]().union(*(_kinds(syntax.keys(t)) for t in tokens))


def _any_is(tokens: list[Token], kinds: frozenset[str], of: str) -> bool:
    """Whether some of the tokens, whose kinds these are, is ``of``."""
    if of == "ANY":
        return bool(tokens)
    if of == "ACTOR":
        return any(actors.is_actor(t) and not syntax.is_temporal(t) for t in tokens)
    if of == "PLACE":
        return any(map(actors.is_place, tokens))
    return of in kinds


class Surroundings:
    """A word with what its patterns may ask for, each read when first asked for."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.keys = syntax.keys(token)
        self._children = list(token.children)
        self._is_phrasal = self._has_phrasal_particle()

    @cached_property
    def objects(self) -> list[Token]:
        """A verb's direct objects."""
        return syntax.direct_objects(self.token) if syntax.is_verb(self.token) else []

    @cached_property
    def infinitives(self) -> list[Token]:
        """The infinitives it governs."""
        return syntax.infinitives(self.token)

    @cached_property
    def purposes(self) -> list[Token]:
        """The infinitives that say what it is done for."""
        return syntax.purposes(self.token)

    @cached_property
    def links(self) -> dict[str, list[Token]]:
        """Prepositions and what they bring."""
        found: dict[str, list[Token]] = {}
        for preposition in syntax.prepositions(self.token):
            things = [syntax.heart(o) for o in syntax.link_objects(preposition)]
            found.setdefault(preposition.lower_, []).extend(things)
        return found

    @cached_property
    def _object_kinds(self) -> frozenset[str]:
        return _kinds_of(self.objects)

    @cached_property
    def _link_kinds(self) -> dict[str, frozenset[str]]:
        return {word: _kinds_of(things) for word, things in self.links.items()}

    @cached_property
    def _modifier_kinds(self) -> frozenset[str]:
        return _kinds_of(c for c in self._children if c.dep_ in _MODIFIERS)

    @cached_property
    def _complement_kinds(self) -> frozenset[str]:
        return _kinds_of((*self.infinitives, *self.purposes))

    @cached_property
    def _kinds_below(self) -> frozenset[str]:
        return _kinds_of(self.token.subtree)

    @cached_property
    def _doer_kinds(self) -> frozenset[str]:
        return _kinds_of(self._doers)

    @cached_property
    def _doers(self) -> list[Token]:
        return syntax.agents(self.token) if syntax.is_passive(self.token) else syntax.subjects(self.token)

    @cached_property
    def _particles(self) -> frozenset[str]:
        return frozenset(c.lower_ for c in self._children if c.dep_ in _PARTICLES)

    def _has_phrasal_particle(self) -> bool:
        """Whether its particle makes another verb of it."""
        written = {c.lower_ for c in self._children if c.dep_ == "prt"}
        return bool(written) and any(written & frame_tables.phrasal().get(key, frozenset()) for key in self.keys)

    @cached_property
    def _others(self) -> list[tuple[frozenset[str], Token]]:
        return [(_kinds(syntax.keys(c)), c) for c in self._children if c.dep_ not in _NO_LINK]

    def first(self, table: dict[str, tuple[Pattern, ...]]) -> Pattern | None:
        """The most specific pattern of a table that fits."""
        best: Pattern | None = None
        for key in self.keys:
            for pattern in table.get(key, ()):
                if best is not None and pattern.rank <= best.rank:
                    break
                if self.fits(pattern):
                    best = pattern
                    break
        return best

    def fits(self, pattern: Pattern) -> bool:
        """Whether all that the pattern asks for is there."""
        if pattern.particles:
            if not self._particles.issuperset(pattern.particles):
                return False
        elif self._is_phrasal:  # "called off the march on the capital" is no "call on"
            return False
        return all(map(self._holds, pattern.conditions))

    def _holds(self, condition: Condition) -> bool:
        of = condition.of
        match condition.kind:
            case "object":
                if of == "CLAUSE":
                    return any(c.dep_ == "ccomp" for c in self._children)
                return not self.objects if of == "NONE" else _any_is(self.objects, self._object_kinds, of)
            case "subject":
                return _any_is(self._doers, self._doer_kinds, of)
            case "modifier":
                return of in self._modifier_kinds
            case "complement":
                return bool(self._complement_kinds) if of == "ANY" else of in self._complement_kinds
            case "within":
                return of in self._kinds_below
            case "link":
                return self._linked(condition.word, of)

    def _linked(self, word: str, of: str) -> bool:
        things = self.links.get(word)
        if things is not None:
            if not of and not (things and all(map(syntax.is_temporal, things))):
                return True
            if of and _any_is(things, self._link_kinds[word], of):
                return True
        return any(word in kinds and (not of or any(is_word(o, of) for o in c.children)) for kinds, c in self._others)
