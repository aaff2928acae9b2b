"""What the rules know of a mention, as the numbers the reader's heads are given beside the encoder's states.

Nothing here depends on who takes part: sides are found after the reader has spoken.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.events import actors
from flows.events.frames.reported import Frame
from flows.events.mentions import Mention
from flows.events.parse import syntax
from flows.events.reader.readings import CLASSES, STATUSES

if TYPE_CHECKING:
    from spacy.tokens import Token

_KINDS = ("verb", "noun", "state")
_TAGS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "NN", "NNS")
_PLACES = ("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "dobj", "pobj", "nsubj", "pcomp", "nsubjpass")
_FRAMED = ("carried", "merged", "operator", "refused", "obliged", "about", "specificity")
_AROUND = ("subject", "acting subject", "object", "acting object", "passive", "named modifier", "negated")
FEATURES: tuple[str, ...] = (  # what each number says, in their order
    *(f"class {name}" for name in CLASSES), *(f"frame {name}" for name in _FRAMED),
    *(f"status {name}" for name in STATUSES), *(f"kind {name}" for name in _KINDS), *(f"tag {name}" for name in _TAGS),
    *(f"place {name}" for name in _PLACES), *(f"around {name}" for name in _AROUND),
    "told by a speaker", "in the title", "early",
)  # fmt: skip


def features(mention: Mention, frame: Frame | None, sentence: int) -> list[float]:
    """The numbers of one mention, each about within [0, 1]. ``sentence`` counts the article's sentences from 0."""
    token = mention.token
    return [
        *_one_of(frame.event_type if frame else None, CLASSES),
        *_framed(frame),
        *_one_of(mention.status, STATUSES),
        *_one_of(mention.kind, _KINDS),
        *_one_of(token.tag_, _TAGS),
        *_one_of(token.dep_, _PLACES),
        *_surroundings(token),
        float(bool(mention.standing.speaker)),
        float(mention.passage.region == "title"),
        1.0 / (1.0 + sentence),
    ]


def _framed(frame: Frame | None) -> list[float]:
    if frame is None:
        return [0.0] * len(_FRAMED)
    flags = (frame.carried, frame.merged, frame.operator is not None, frame.refused, frame.obliged, frame.pattern.about)
    return [*map(float, flags), min(frame.pattern.specificity, 8) / 8]


def _surroundings(token: Token) -> list[float]:
    """Whether who does it, and what it is done to, can act; whether it is told of a passive."""
    verb = syntax.is_verb(token)
    doers = syntax.subjects(token) if verb else []
    things = syntax.direct_objects(token) if verb else []
    passive = verb and syntax.is_passive(token)
    return [
        float(bool(doers)), float(any(map(actors.is_actor, doers))),
        float(bool(things)), float(any(map(actors.is_actor, things))),
        float(passive),
        float(any(c.dep_ in ("poss", "compound", "amod") and c.text[:1].isupper() for c in token.children)),
        float(any(c.dep_ == "neg" for c in token.children)),
    ]  # fmt: skip


def _one_of(value: str | None, names: tuple[str, ...]) -> list[float]:
    return [float(value == name) for name in names]
