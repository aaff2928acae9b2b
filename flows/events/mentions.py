"""Find event mentions as TimeML's EVENT tag has them: the head word of what happens, is done, or begins and ends.

Verbs other than auxiliaries, modals and copulas; nouns that name events; adjectives of a passing state as predicates.
The word lists are `seeds/reference/eventive_nouns.txt` and `eventive_adjectives.txt`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from flows.events import word_lists
from flows.events.parse.sentences import Passage
from flows.events.parse.tense import is_going_to, is_lasting
from flows.events.status import PRESENT, Standing, standing
from flows.records import Status
from seeds import kept, lines

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from flows.events.coding import Coder

Kind = Literal["verb", "noun", "state"]
_COPULAS = frozenset({"be"})
_RELATIONS = frozenset(
    {"include", "base", "compare", "relate", "associate", "regard", "pertain", "comprise", "concern"}
)
_NO_EVENT = _COPULAS | _RELATIONS
# "has", "was" of a verb; "the proposed law", "a dining room"
_NO_VERB = frozenset({"aux", "auxpass", "amod", "compound"})
_NO_NOUN = frozenset({"compound"})  # the head names it: "peace talks", "protest leader"
_TEMPORAL = frozenset({"after", "before", "during", "since", "until", "following", "amid", "ahead"})
_DETERMINERS = frozenset({"det", "poss", "nummod"})
_PREDICATE = frozenset({"acomp", "ccomp", "ROOT", "conj"})
# With these a noun alone is what is done ("stand trial", "declare war"), or the state that somebody comes into
# ("on strike", "under attack").
_CARRYING = frozenset(
    {
        "await",
        "begin",
        "catch",
        "cause",
        "commit",
        "declare",
        "face",
        "hold",
        "launch",
        "make",
        "open",
        "resume",
        "seek",
    }
    | {"seize", "stage", "stand", "start", "suffer", "take", "undergo", "wage", "win", "conduct", "continue", "end"}
)
_INTO_STATE = frozenset({"on", "under", "at", "into", "to", "in"})
_BEING = frozenset(
    {"be", "go", "come", "remain", "stay", "stand", "put", "place", "bring", "send", "keep", "fall", "plunge", "slide"}
)
_GENERIC = frozenset({"can", "may", "might", "could", "must", "should", "need", "would"})


@dataclass(frozen=True, slots=True)
class Mention:
    """An event's head word in its parsed passage, and whether the event took place."""

    token: Token
    passage: Passage
    kind: Kind
    standing: Standing

    @property
    def start(self) -> int:
        """Offset in the document's text."""
        return self.passage.start + self.token.idx

    @property
    def status(self) -> Status:
        """Whether the event took place."""
        return self.standing.status


def find_mentions(passages: Iterable[Passage]) -> list[Mention]:
    """All event mentions of an article's passages, in reading order."""
    return [Mention(t, p, kind, _standing(t, p)) for p in passages for t, kind in event_words(p.doc)]


def all_of(passages: Sequence[Passage], coder: Coder) -> list[Mention]:
    """Every mention that TimeML would mark or PLOVER has a type for, in reading order."""
    marked = find_mentions(passages)
    seen = {m.start for m in marked}
    typed = [mention(p.doc[i], p) for p in passages for i in coder.triggers(p) if p.start + p.doc[i].idx not in seen]
    return sorted((*marked, *typed), key=lambda m: m.start)


def at(passages: Sequence[Passage], spans: Iterable[tuple[int, int]]) -> list[Mention | None]:
    """The mention at each given span of the text: the span's head word, or ``None`` where nothing was parsed."""
    starts = [p.start for p in passages]
    return [_at(passages, starts, start, end) for start, end in spans]


def _at(passages: Sequence[Passage], starts: list[int], start: int, end: int) -> Mention | None:
    place = bisect_right(starts, start) - 1
    if place < 0:
        return None
    passage = passages[place]
    span = passage.doc.char_span(start - passage.start, end - passage.start, alignment_mode="expand")
    if span is None or not len(span):
        return None
    return mention(span.root, passage)


def mention(token: Token, passage: Passage) -> Mention:
    """The mention that this token heads, whatever word it is."""
    kind: Kind = "verb" if token.tag_[:2] == "VB" else "noun" if token.tag_[:2] == "NN" else "state"
    return Mention(token, passage, kind, _standing(token, passage))


def _standing(token: Token, passage: Passage) -> Standing:
    """A headline tells in the present what has happened: "Envoy leaves Oslo"."""
    found = standing(token)
    if passage.region == "title" and found.cue == PRESENT and not is_lasting(token):
        return replace(found, status="happened", cue="")
    return found


@kept
def _nouns() -> dict[str, str]:
    """Each eventive noun's lemma with its mark: "?" where it takes support, "*" where it takes not even an article."""
    entries = (line.split() for line in lines("eventive_nouns.txt"))
    return {entry[0]: "".join(entry[1:]) for entry in entries}


def event_words(doc: Doc) -> Iterator[tuple[Token, Kind]]:
    """The event-denoting tokens of a parsed text, in order."""
    nouns, adjectives = _nouns(), word_lists.word_list("eventive_adjectives.txt")
    for token in doc:
        tag = token.tag_
        if tag[:2] == "VB":
            if token.lemma_ in _NO_EVENT or token.dep_ in _NO_VERB or _is_preposition(token) or is_going_to(token):
                continue
            if not _is_of_anyone(token):
                yield token, "verb"
        elif tag in ("NN", "NNS") or (tag == "NNP" and token.is_sent_start and nouns.get(token.lower_) == "*"):
            mark = nouns.get(token.lemma_.lower())
            if mark is not None and token.dep_ not in _NO_NOUN and _is_particular(token, mark):
                yield token, "noun"
        elif tag[:2] == "JJ" and token.dep_ in _PREDICATE and token.lemma_.lower() in adjectives:
            yield token, "state"


def _is_particular(token: Token, mark: str) -> bool:
    """Whether a noun means an event that took place rather than a kind of thing.

    A singular without determiner speaks of the activity in general ("trade in grain"), and so does a bare plural as
    subject ("sales fell"); what a preposition of time precedes is an event in any case.
    """
    if mark == "*" or (token.dep_ == "pobj" and token.head.lower_ in _TEMPORAL):
        return True
    if mark == "?":
        return False
    below = {child.dep_ for child in token.children} - {"punct", "cc", "conj"}
    if below & _DETERMINERS:
        return True
    if token.tag_ == "NNS":
        return bool(below) or token.dep_ != "nsubj"
    if token.dep_ == "dobj":
        return bool(below) or token.head.lemma_ in _CARRYING
    return not below and _is_state(token)


def _is_state(noun: Token) -> bool:
    """Whether a noun alone is what somebody or something is in or comes into: "are at war", "went on trial"."""
    preposition = noun.head
    if noun.dep_ != "pobj" or preposition.lower_ not in _INTO_STATE:
        return False
    return preposition.head.lemma_ in _BEING and preposition.i == noun.i - 1


def _is_of_anyone(verb: Token) -> bool:
    """Whether a clause speaks of nobody in particular: "you can pay by card", "when you cross the bridge".

    A speaker who is quoted means a hearer, and so does a question.
    """
    clause = verb
    while (
        clause.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in clause.children) and clause.head.tag_[:2] == "VB"
    ):
        clause = clause.head
    if not any(c.dep_ == "nsubj" and c.lower_ == "you" for c in clause.children):
        return False
    aux = [c for c in clause.children if c.dep_ == "aux"]
    open_to_all = all(c.lower_ in _GENERIC or c.lower_ in ("do", "ca", "wo") for c in aux)
    present = clause.tag_ == "VBP" or (clause.tag_ == "VB" and bool(aux))
    return present and open_to_all and not _is_addressed(verb)


def _is_addressed(verb: Token) -> bool:
    """Whether a word stands in a question or in a quotation, both of which speak to somebody."""
    before = verb.doc[verb.sent.start : verb.i].text
    return verb.sent.text.rstrip().endswith("?") or before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _is_preposition(token: Token) -> bool:
    """A participle that has become a preposition: "including", "based on", "compared with"; "according to" reports."""
    return token.dep_ == "prep" and token.lower_ != "according"
