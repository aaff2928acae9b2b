"""What the reader is asked: the mentions of an article by the sentence they stand in, each with the rules' numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from flows.events.frames.reported import Frame
from flows.events.mentions import Mention
from flows.events.parse.sentences import Passage
from flows.events.reader.features import features


@dataclass(frozen=True, slots=True)
class Question:
    """A mention: its place in its sentence, ``[start, end)`` in characters, and the rules' numbers of it."""

    mention: Mention
    start: int
    end: int
    features: list[float]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as the parser cut it, with the mentions in it. ``start`` is its offset in its passage's text."""

    text: str
    start: int
    passage: Passage
    questions: list[Question] = field(default_factory=list)


def sentences(
    passages: Sequence[Passage], marked: Sequence[Mention], frame_of: Callable[[Mention], Frame | None]
) -> list[Sentence]:
    """The sentences of an article that hold a mention, in reading order, the mentions in theirs."""
    by_passage: dict[int, list[Mention]] = {}
    for mention in marked:
        by_passage.setdefault(mention.passage.start, []).append(mention)
    found: list[Sentence] = []
    count = 0
    for passage in passages:
        bounds = [(s.start, s.start_char, s.end_char) for s in passage.doc.sents]
        text = passage.doc.text  # spaCy joins all tokens for it, each time
        firsts = [first for first, _, _ in bounds]
        own: dict[int, Sentence] = {}
        for mention in by_passage.get(passage.start, ()):
            at = bisect_right(firsts, mention.token.i) - 1
            _, start, end = bounds[at]
            if at not in own:
                own[at] = Sentence(text[start:end], start, passage)
            begin = mention.token.idx - start
            numbers = features(mention, frame_of(mention), count + at)
            own[at].questions.append(Question(mention, begin, begin + len(mention.token), numbers))
        found += [own[at] for at in sorted(own)]
        count += len(bounds)
    return found
