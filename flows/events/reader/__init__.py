"""The learned reader: which mentions tell of an event that belongs on record, of which class, and who takes part.

The rules propose (mentions, frames, status), the reader disposes: a small encoder reads each sentence that holds a
mention once, and heads on the mention's own words, with what the rules know beside them, answer. `small` ships with
the project, `large` is made by ``make reader``, `off` leaves the rules alone; a setting chooses, nothing else does.

questions.py what is asked; features.py what the rules know, in numbers; pieces.py words as the encoder knows them
gate.py      which sentences need not be read
weights.py   where the weights are; model.py what they answer; together.py what several do; `flows.training` made them
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from flows.errors import NoReaderError
from flows.events.reader.readings import LEAST_TYPED, Judgement, Pointer
from flows.events.reader.weights import answering, weights_version
from flows.records import Reader

if TYPE_CHECKING:
    from flows.events.frames.reported import Frame
    from flows.events.mentions import Mention
    from flows.events.parse.sentences import Passage

__all__ = ["Judgement", "NoReaderError", "Pointer", "ask_reader", "check_reader", "reader_version", "with_status"]


def ask_reader(
    passages: Sequence[Passage],
    marked: Sequence[Mention],
    frame_of: Callable[[Mention], Frame | None],
    reader: Reader,
) -> dict[int, Judgement]:
    """What the reader makes of an article's mentions, by `Mention.start`; nothing where it is ``off``.

    Raises `NoReaderError` where the chosen one has not been made.
    """
    if reader == "off":
        return {}
    from flows.events.reader.questions import sentences
    from flows.events.reader.together import load_reader

    chosen = load_reader(reader)
    return {
        question.mention.start: reading
        for sentence in sentences(passages, marked, frame_of)
        for question, reading in zip(sentence.questions, chosen.judge(sentence), strict=True)
    }


def check_reader(reader: Reader) -> None:
    """Raise `NoReaderError` unless this reader is there."""
    if reader != "off":
        answering(reader)


def with_status(mention: Mention, reading: Judgement | None) -> Mention:
    """The mention with the status that the reader gives it, where it takes it for an event; else as it is.

    It weighs words, so where the grammar leaves no doubt, as in a condition or a denial, it is not asked.
    """
    if reading is None or reading.on_record < LEAST_TYPED or mention.standing.is_firm:
        return mention
    status = reading.status(mention.status)
    return mention if status == mention.status else replace(mention, standing=replace(mention.standing, status=status))


def reader_version(reader: Reader) -> str:
    """What is stored of the reader with every run: `` + reader small 3f2a9c01b7d4``; nothing where it is ``off``."""
    if reader == "off":
        return ""
    return f" + reader {weights_version(reader)}"
