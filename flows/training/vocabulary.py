"""A smaller vocabulary: half of a small reader's weights are rows for word pieces, many for scripts it never reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import torch
from torch import nn

from flows.events.reader.pieces import Pieces
from flows.training.network import ReaderNetwork

_COMMON = 20_000  # BERT's list stands by frequency: what comes later stays only where our own texts use it
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def kept(vocabulary: Path, texts: Iterable[str]) -> list[int]:
    """The numbers of the pieces to keep, in order: all that spell Latin letters, the common words, and ours."""
    pieces = Pieces.of(vocabulary)
    ours = {piece.id for text in texts for piece in pieces.cut(text)}
    return [n for piece, n in pieces.numbers.items() if piece in _SPECIAL or n in ours or _is_useful(piece, n)]


def _is_useful(piece: str, number: int) -> bool:
    letters = piece.removeprefix("##")
    return not piece.startswith("[") and letters.isascii() and (number < _COMMON or len(letters) <= 2)


def keep_pieces(reader: ReaderNetwork, vocabulary: Path, numbers: list[int], smaller: Path) -> Pieces:
    """Leave the reader's encoder these pieces alone, and write their list to ``smaller``."""
    names = vocabulary.read_text(encoding="utf-8").splitlines()
    smaller.write_text("\n".join(names[n] for n in numbers) + "\n", encoding="utf-8")
    encoder = reader.encoder
    encoder.word = nn.Embedding.from_pretrained(encoder.word.weight[torch.tensor(numbers)].detach(), freeze=False)
    encoder.shape = replace(encoder.shape, pieces=len(numbers))
    return Pieces.of(smaller)
