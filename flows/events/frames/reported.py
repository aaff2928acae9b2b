"""What a word reports, as PLOVER has it: verb and noun frames, and operators that act upon another event.

A verb is looked up with its particle, object, prepositions and complement in `verb_frames.txt`, a noun with its
modifiers in `noun_frames.txt`. Operators (`operators.txt`: hold, end, agree, urge, refuse, threaten …) take the event
that is their object or infinitive and turn it into another by `composition.csv`: "agreed to lift sanctions" is AGREE,
because lifting sanctions yields and promising to yield is to agree. The operator then carries the event, and its
operand counts no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.frames import frame_tables
from flows.events.frames.frame_tables import NO_EVENT, Pattern
from flows.events.frames.matching import Surroundings, is_word
from flows.events.parse import syntax
from flows.records import Status
from seeds import kept, own

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_REFUSABLE = frozenset({"will", "would", "wo", "'ll", "can", "ca", "could", "shall", "may", "must", "should"})
_OBLIGING = frozenset({"must", "should", "ought"})
_NEGATIONS = frozenset({"not", "n't", "never", "nor"})
_DEEPEST = 4  # operators upon operators: "refused to agree to end the strike"
_TAGS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS", "JJ", "JJR", "JJS"})  # of words with frames
_TRANSPARENT = frozenset({"do", "attempt"})


@dataclass(frozen=True, slots=True)
class Frame:
    """An event word's reading.

    ``operand`` is the token index of the event it acts upon, whose participants complete its own; ``carried`` tells
    that a governing word reports this event already, so that it must not be counted twice, and ``merged`` that both
    words are one event ("held talks"), not one about another ("agreed to talk"). ``refused`` is a negated
    will ("will not release"), ``obliged`` a duty that a speaker lays on the subject ("must release").
    """

    token: int
    event_type: str
    mode: str | None
    pattern: Pattern
    operator: str | None = None
    operand: int | None = None
    carried: bool = False
    merged: bool = False
    refused: bool = False
    obliged: bool = False


def read_frames(doc: Doc) -> dict[int, Frame]:
    """The frames of a parsed text by the index of their token. Time grows with the number of words in the tables."""
    frames: dict[int, Frame] = {}
    known = _vocabulary()
    for token in doc:
        obliging = token.lower_ in _OBLIGING
        if not obliging and (token.tag_ not in _TAGS or known.isdisjoint(syntax.keys(token))):
            continue
        frame = classify(token.head if obliging else token)
        if frame is None or frame.pattern.optional:
            continue
        frames[frame.token] = frame
    carried = {i: False for i in frames if _merely_alleged(doc[i])}
    for frame in frames.values():
        for i in _absorbed(doc, frame, frames):
            carried[i] = carried.get(i, False) or _same(frames.get(i), frame)
    return {i: replace(f, carried=True, merged=carried[i]) if i in carried else f for i, f in frames.items()}


@kept
def _vocabulary() -> frozenset[str]:
    """Every word that some table may make an event of."""
    names = ("verb_frames.txt", "noun_frames.txt", "operators.txt")
    return frozenset(lemma for name in names for lemma in frame_tables.table(name))


def _absorbed(doc: Doc, frame: Frame, frames: Mapping[int, Frame]) -> set[int]:
    """The event words that this one reports already: its operands and what they carry, a subject of the same type."""
    token = doc[frame.token]
    found: set[int] = set()
    if frame.operand is not None:
        found.update(m.i for m in syntax.conjuncts(doc[frame.operand]))
    if syntax.is_verb(token):
        meeting = frame.event_type in ("CONSULT", "AGREE")  # "discussed the attack" leaves the attack an event
        for thing in syntax.direct_objects(token):
            if not syntax.is_verb(thing) and (not meeting or _same(frames.get(thing.i), frame)):
                found.add(thing.i)
        if any(c.kind == "subject" for c in frame.pattern.conditions):  # "talks broke down" is one event, no talks
            found.update(s.i for s in syntax.own_subjects(token))
        if any(c.kind == "complement" for c in frame.pattern.conditions):
            found.update(v.i for v in (*syntax.infinitives(token), *syntax.purposes(token)))
        linked = {c.word for c in frame.pattern.conditions if c.kind == "link" and c.of}
        for preposition in syntax.prepositions(token):
            for thing in syntax.link_objects(preposition):
                if preposition.lower_ in linked or preposition.lower_ == "for" or _same(frames.get(thing.i), frame):
                    found.add(thing.i)
        found.update(
            c.i for c in token.children if c.dep_ == "advcl" and c.tag_ == "VBG" and _same(frames.get(c.i), frame)
        )
        found.update(c.i for c in token.children if c.dep_ == "conj" and _same(frames.get(c.i), frame, mode=True))
        if not syntax.is_passive(token):
            found.update(s.i for s in syntax.own_subjects(token) if _same(frames.get(s.i), frame))
    return found - {frame.token}


def _same(other: Frame | None, frame: Frame, *, mode: bool = False) -> bool:
    """Whether two words report one kind of event: "killed two and wounded six"."""
    return other is not None and other.event_type == frame.event_type and (not mode or other.mode == frame.mode)


def _merely_alleged(token: Token) -> bool:
    """An event that is only the content of a charge or a fear: "on suspicion of murder", "the risk of war"."""
    link = token.head
    return token.dep_ in ("pobj", "pcomp") and link.lower_ in ("of", "for") and is_word(link.head, "suspicion")


def classify(token: Token, depth: int = 0) -> Frame | None:
    """The frame of one word, or ``None`` where it reports nothing that PLOVER knows.

    For a noun the frame may be ``pattern.optional``: an event only under an operator.
    """
    tag = token.tag_
    if tag[:2] == "VB":
        return _stance(token, _verb(token, depth), depth)
    if tag in ("NN", "NNS") and token.dep_ != "compound":
        pattern = Surroundings(token).first(frame_tables.table("noun_frames.txt"))
        return None if pattern is None else _framed(token, pattern)
    if tag[:2] == "JJ" and token.dep_ in ("acomp", "ROOT", "conj", "ccomp", "oprd", "advcl"):
        return _operator(Surroundings(token), depth)
    return None


def is_ruled_out(token: Token) -> bool:
    """Whether the user's own frames say that this word, as it is used here, reports nothing ("-")."""
    name = "verb_frames.txt" if syntax.is_verb(token) else "noun_frames.txt"
    if not own(name):
        return False
    pattern = Surroundings(token).first(frame_tables.table(name))
    return pattern is not None and pattern.own and pattern.label == NO_EVENT


def _verb(verb: Token, depth: int) -> Frame | None:
    if verb.dep_ in ("aux", "auxpass", "amod", "compound"):
        return None
    around = Surroundings(verb)
    own = around.first(frame_tables.table("verb_frames.txt"))
    acting = _operator(around, depth)
    if own is None or (acting is not None and _outweighs(acting.pattern, own)):
        return acting
    return _framed(verb, own)


def _outweighs(acting: Pattern, own: Pattern) -> bool:
    """Whether the verb is rather an operator upon its operand, which counts as a condition met, than an event."""
    weight = acting.rank + 2
    return weight > own.rank or (weight == own.rank and not own.about)


def _framed(token: Token, pattern: Pattern) -> Frame | None:
    if pattern.label == NO_EVENT:
        return None
    return Frame(token.i, pattern.label, pattern.mode or None, pattern)


def _operator(around: Surroundings, depth: int) -> Frame | None:
    """The frame that an operator makes of its operand, or ``None`` where the word is none or acts upon no event."""
    if depth >= _DEEPEST:
        return None
    table = frame_tables.table("operators.txt")
    for pattern in (p for key in around.keys for p in table.get(key, ()) if around.fits(p)):
        for operand in _operands(around, pattern):
            inner = classify(operand, depth + 1)
            root = _composed(pattern.label, inner) if inner is not None else NO_EVENT
            if inner is not None and root != NO_EVENT:
                mode = inner.mode if pattern.label in _TRANSPARENT or root == inner.event_type else None
                return Frame(around.token.i, root, mode, pattern, pattern.label, operand.i)
        if pattern.label == "hinder":
            return None
    return None


def _composed(operator: str, inner: Frame) -> str:
    root = inner.event_type
    if inner.refused:
        root = "REJECT"
    return frame_tables.composition()[operator].get(root, NO_EVENT)


def _operands(around: Surroundings, pattern: Pattern) -> list[Token]:
    """The words that may be the event an operator acts upon, the nearest kind first."""
    linked = [c.word for c in pattern.conditions if c.kind == "link"]
    if linked:
        found = [o for word in linked for o in around.links.get(word, [])]
        return found + (around.infinitives if pattern.label == "ask" else [])
    if any(c.kind == "complement" for c in pattern.conditions):
        return around.infinitives + around.purposes
    infinitives = around.infinitives
    if not infinitives and pattern.label in ("ask", "commit", "refuse", "threaten"):
        infinitives = around.purposes
    return around.objects + infinitives if pattern.label == "do" else infinitives + around.objects


def _stance(verb: Token, frame: Frame | None, depth: int) -> Frame | None:
    """Count in a negated will ("will not release") and a duty laid on somebody ("said Russia must withdraw")."""
    negated = modal = obliging = False
    for child in verb.children:
        if child.dep_ == "neg" or child.lower_ in _NEGATIONS:
            negated = True
        elif child.dep_ == "aux":
            modal = modal or child.lower_ in _REFUSABLE
            obliging = obliging or child.lower_ in _OBLIGING
    if negated and modal:
        if frame is not None:
            return replace(frame, refused=True)
        if _is_yielding(verb) and any(o.pos_ in ("NOUN", "PROPN") for o in syntax.direct_objects(verb)):
            return Frame(
                verb.i, "YIELD", None, Pattern("YIELD", "", verb.lemma_, (), (), False, 0, 2, False), refused=True
            )
    if obliging and not negated and depth == 0 and speaker(verb):
        if frame is None and not any(map(actors.is_actor, syntax.own_subjects(verb))):
            return None
        if frame is None:
            pattern = Pattern("REQUEST", "", verb.lemma_, (), (), False, 0, 0, False)
            return Frame(verb.i, "REQUEST", None, pattern, obliged=True)
        return replace(frame, obliged=True)
    return frame


def _is_yielding(verb: Token) -> bool:
    """Whether the verb, whatever its object, gives way: to say "we will not stop" is to reject."""
    table, operators = frame_tables.table("verb_frames.txt"), frame_tables.table("operators.txt")
    return any(
        any(p.label == "YIELD" for p in table.get(key, ())) or any(p.label == "stop" for p in operators.get(key, ()))
        for key in syntax.keys(verb)
    )


def speaker(verb: Token) -> list[Token]:
    """Who says the clause that this verb heads: "the minister" of "the minister said Russia must withdraw"."""
    head = verb.head
    if verb.dep_ == "ccomp" and head != verb and is_word(head, "speech"):
        return syntax.subjects(head)
    return []


_COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})


def plover(frame: Frame | None, status: Status) -> str | None:
    """The code that the PLOVER codebook gives an event once its status is counted in (`composition.csv`).

    What is refused is REJECT; what a speaker says must be done is REQUEST.
    """
    if frame is None or frame.carried:
        return None
    root = frame.event_type
    if frame.refused:
        return "REJECT" if root in _COOPERATIVE or root == "REJECT" else None
    if frame.obliged:
        return frame_tables.composition()["ask"].get(root)
    return counted_in(root, status)


def counted_in(root: str, status: Status) -> str | None:
    """The code of an event of the type ``root`` and of this status.

    What is planned is AGREE where it would be cooperative and THREATEN where hostile. What did not happen and what is
    only imagined have none.
    """
    if status == "planned":
        return frame_tables.composition()["commit"].get(root)
    if status == "denied":
        return "REJECT" if root in ("YIELD", "AGREE") else None
    if status == "hypothetical":
        return None
    return root
