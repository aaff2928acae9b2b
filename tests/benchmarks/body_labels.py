"""Which blocks of a page dump are body, when the true body is known: labels for training and for measuring."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

_TOKEN = re.compile("[\u0e00-\u0eff\u2e80-\ua4cf]|[^\\W\u0e00-\u0eff\u2e80-\ua4cf]+")
_GRAM = 4


def tokens_of(text: str) -> list[str]:
    return _TOKEN.findall(text.lower())


def labels_of(blocks: Sequence[str], truth: str) -> list[bool]:
    """For each block whether it stands in ``truth``, in the order of ``truth``.

    A block of four words or more counts when half of its 4-grams are there; the heaviest chain of such blocks that runs
    through ``truth`` in order decides between copies (a pulled quote, a teaser that repeats the story). A shorter one
    counts when it fills a place between its neighbours.
    """
    gold = tokens_of(truth)
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(len(gold) - _GRAM + 1):
        places[tuple(gold[i : i + _GRAM])].append(i)
    words = [tokens_of(block) for block in blocks]
    candidates: list[tuple[int, int, int, int]] = []  # block, from, to, weight
    for b, said in enumerate(words):
        grams = len(said) - _GRAM + 1
        if grams < 1:
            continue
        hits = [(i, places[gram][:4]) for i in range(grams) if (gram := tuple(said[i : i + _GRAM])) in places]
        if 2 * len(hits) < grams:
            continue
        last = hits[-1]
        for first in hits[0][1]:
            end = min((p for p in last[1] if p >= first), default=first) + _GRAM
            candidates.append((b, first, max(end, first + _GRAM), len(hits)))
    chain = _heaviest(candidates)
    labels = [False] * len(blocks)
    for b, *_ in chain:
        labels[b] = True
    bounds = [(-1, 0, 0), *((b, f, t) for b, f, t, _ in chain), (len(blocks), len(gold), len(gold))]
    for (b0, _, t0), (b1, f1, _) in itertools.pairwise(bounds):
        at = t0
        for b in range(b0 + 1, b1):
            said = words[b]
            if said and f1 - at >= len(said) and f1 - t0 <= 60:
                for i in range(at, min(at + 4, f1 - len(said) + 1)):
                    if gold[i : i + len(said)] == said:
                        labels[b], at = True, i + len(said)
                        break
    return labels


def _heaviest(candidates: Sequence[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The chain of candidates of most weight in which both block and place in the truth go up."""
    best: list[tuple[int, int]] = []  # weight so far, index of the one before
    for i, (b, start, _, weight) in enumerate(candidates):
        before = max(
            ((best[j][0], j) for j in range(i) if candidates[j][0] < b and candidates[j][2] <= start + 2),
            default=(0, -1),
        )
        best.append((before[0] + weight, before[1]))
    if not best:
        return []
    at = max(range(len(best)), key=lambda j: best[j][0])
    chain = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain[::-1]
