"""Infinitives that tell what came of a deed, not what it was for: "rose to close at …", "fled, only to die"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

# What markets and players do, and where they then stand. English has "to" here as in "flew to Oslo to sign", so both
# verbs have to be of these kinds.
_MOVING = frozenset(
    {"add", "advance", "climb", "come", "dive", "drop", "ease", "edge", "fall", "fight", "gain", "grow", "hold", "jump"}
    | {"leap", "lose", "narrow", "plummet", "plunge", "rally", "rebound", "recover", "retreat", "rise", "score", "shed"}
    | {"shrink", "sink", "slide", "slip", "slump", "soar", "strengthen", "surge", "swing", "tumble", "weaken", "widen"}
    | {"beat", "defeat", "survive", "outlast", "outscore", "convert", "strike", "go", "swell", "decline"}
)
_STANDING = frozenset(
    {"beat", "become", "claim", "clinch", "close", "draw", "end", "equal", "finish", "hit", "lead", "level", "lift"}
    | {
        "put",
        "reach",
        "seal",
        "secure",
        "set",
        "settle",
        "snatch",
        "stand",
        "take",
        "tie",
        "top",
        "total",
        "trade",
        "win",
    }
)


def is_outcome(verb: Token) -> bool:
    """Whether an infinitive says what followed from the past verb above it."""
    head = verb.head
    if verb.tag_ != "VB" or verb.dep_ not in ("advcl", "xcomp") or head.tag_ not in ("VBD", "VBN") or head.i > verb.i:
        return False
    if any(t.lower_ == "only" for t in verb.doc[max(0, verb.left_edge.i - 1) : verb.i]):
        return True
    return head.tag_ == "VBD" and verb.dep_ == "advcl" and head.lemma_ in _MOVING and verb.lemma_ in _STANDING
