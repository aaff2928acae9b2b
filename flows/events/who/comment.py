"""Who only passes on or comments: a newspaper that reports a visit, an analyst who argues, the author's own "I wrote".

The act of others that they tell of is a mention of its own. That they say it belongs on no record, unless the verb
itself accuses or demands ("alleged", "denounced": such verbs have frames), or a newspaper reports a wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from flows.events import actors, word_lists
from flows.events.parse import syntax
from flows.events.status import speech_verbs
from flows.events.who import phrases

if TYPE_CHECKING:
    from spacy.tokens import Token

    from flows.events.frames.reported import Frame

_AUTHOR = frozenset({"i", "we"})
_NO_WRONG = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "YIELD"})


def is_comment(token: Token, frames: Mapping[int, Frame]) -> bool:
    """Whether the word says no more than that the press reports an act that is no wrong, or that an expert or the
    author thinks something. ``frames`` are those of its passage.
    """
    classes = word_lists.classes()
    if not syntax.is_verb(token):
        return False
    speakers = syntax.subjects(token)
    if token.lemma_ in classes["passing_on"] and any(map(is_press, speakers)):
        told = (frames.get(c.i) for c in token.children if c.dep_ == "ccomp")
        return any(frame is not None and frame.event_type in _NO_WRONG for frame in told)
    if token.lemma_ not in speech_verbs() and token.lemma_ not in classes["thinking"]:
        return False
    if any(s.lower_ in _AUTHOR for s in speakers):
        return not _is_quoted(token)
    return any(map(_is_commentator, speakers))


def _is_commentator(noun: Token) -> bool:
    """ "The analyst", "Ghana expert Ada Osei"; but experts whom a body has sent accuse in its name."""
    called = [noun, *(c for c in noun.children if c.dep_ in ("compound", "nmod", "appos"))]
    listed = [c for c in called if c.lemma_.lower() in word_lists.classes()["commentator"]]
    return bool(listed) and not any(entry.sector == "IGO" for _, entry in actors.names_in(phrases.text_of(noun)))


def is_press(noun: Token) -> bool:
    """Whether it names or describes a newspaper, an agency, a broadcaster or one of their people."""
    if not word_lists.classes()["news"].isdisjoint((noun.lower_, noun.lemma_.lower())):
        return True
    return any(entry.sector == "MED" for _, entry in actors.names_in(noun.text))


def _is_quoted(token: Token) -> bool:
    """Whether an odd number of quotation marks stands before it: then "I" is whoever is quoted."""
    before = token.doc.text[: token.idx]
    return before.count('"') % 2 == 1 or before.rfind("“") > before.rfind("”")
