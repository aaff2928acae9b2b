"""Near-duplicates: reposts, cuts and light rewrites of one story, found among all documents at once or run by run.

A text is reduced to its *signature*: hashes of its overlapping five-word shingles, thinned by winnowing (Schleimer,
Wilkerson and Aiken 2003), in the order of the text. Two texts are copies of one story where enough of the shorter one's
signature stands in the other's, unless both are pages of one frame: what they share then lies around a long stretch
that each has for itself. Containment, not resemblance as MinHash libraries estimate it: a story amid a page of clutter
resembles its clean copy little, and is contained in it whole (F1 .97 against .58 on reposts; no kept library has it).

A signature depends on its own text alone, whether two documents share enough of it on those who hold the same shingles,
and who leads a story on its own documents alone. So the warehouse keeps signatures and pairs, a run looks at what its
documents touch (`flows.corpus.copied`), and the order in which documents came makes no difference.

>>> leading_documents([Copy("a", signature(text), day), Copy("b", signature(longer_text), later_day)])
{"b": ("a", 0.97)}
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from flows.corpus.groups import Groups

Signature = NDArray[np.int64]

_WORDS_IN_SHINGLE = 5
_SIGNS_IN_SHINGLE = 10  # of Chinese, Japanese, Korean, Thai: a word has about two
_WINDOW = 4  # winnowing keeps at least one shingle of every four
_LONGEST = 200_000  # characters of a text that its signature looks at
_SHARED = 0.45  # share of the shorter signature that makes a copy; reuse of half a story is still one
_OWN_MIDDLE = 0.1  # share of a text that stands between shared stretches: edits are shorter, stories longer
ENOUGH = 4  # shared shingles to look at a pair at all
_SHORTER = 0.7  # a signature shorter than that share of the other is a part of it, not its equal
_NEIGHBOURS = 2  # how far apart in the order of ids two holders of a shingle are still compared

_SIGNS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W{_SIGNS}]+")


class Copy(NamedTuple):
    """A document as near-duplicates see it. ``day`` is the earliest day that its article may be from, if known.

    ``is_exact`` tells that the article's date is a single day with a witness, not an interval.
    """

    doc_id: str
    signature: Signature
    day: date | None = None
    is_exact: bool = False


def signature(text: str) -> Signature:
    """The text's winnowed shingles, in its order; case, punctuation and line breaks leave no trace. Linear."""
    words = _WORD.findall(text[:_LONGEST].lower())
    if not words:
        return np.empty(0, np.int64)
    signs = sum("\u0e00" <= w[0] <= "\ud7af" and len(w) == 1 for w in words)
    length = _SIGNS_IN_SHINGLE if 2 * signs > len(words) else _WORDS_IN_SHINGLE
    known: dict[str, int] = {}
    hashes = np.fromiter(
        (known.get(w) or known.setdefault(w, crc32(w.encode("utf-8", "replace"))) for w in words), np.uint64, len(words)
    )
    shingles = _mixed(hashes, min(length, len(hashes)))
    if len(shingles) <= _WINDOW:
        return np.array([shingles.min()]).view(np.int64)
    windows = sliding_window_view(shingles, _WINDOW)
    # The rightmost smallest of each window: neighbouring windows then mostly agree.
    kept = np.unique(np.arange(len(windows)) + _WINDOW - 1 - windows[:, ::-1].argmin(axis=1))
    thinned: Signature = shingles[kept].view(np.int64)
    return thinned


def _mixed(hashes: NDArray[np.uint64], length: int) -> NDArray[np.uint64]:
    """One hash for each run of ``length`` hashes (multiply and shift, as splitmix64)."""
    with np.errstate(over="ignore"):
        mixed = np.zeros(len(hashes) - length + 1, np.uint64)
        for i in range(length):
            mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashes[i : i + len(mixed)]
        mixed ^= mixed >> np.uint64(30)
        mixed *= np.uint64(0xBF58476D1CE4E5B9)
        mixed ^= mixed >> np.uint64(27)
    return mixed


def leading_documents(copies: Sequence[Copy]) -> dict[str, tuple[str, float]]:
    """For each document that repeats another one: the document that leads, and the share of the shorter text in both.

    The leader is the best-dated copy: dated to the day before dated to an interval before undated, then the earliest,
    then the longest. Leaders and documents of their own are absent from the answer. It depends on nothing but
    the set of ``copies``, whatever their order.
    """
    ordered = sorted(copies, key=lambda copy: copy.doc_id)
    by_id = {copy.doc_id: copy for copy in ordered}
    compared = (
        copy_pair(ordered[i].doc_id, ordered[j].doc_id, ordered[i].signature, ordered[j].signature)
        for i, j in _candidates([copy.signature for copy in ordered])
    )
    ranked = [RankedCopy(copy.doc_id, copy.day, copy.is_exact, len(copy.signature)) for copy in ordered]
    leading = story_leaders(ranked, [one for one in compared if one is not None])
    return {copy: (of, _share(by_id[of], by_id[copy])) for copy, of in leading.items()}


def _share(one: Copy, other: Copy) -> float:
    return round(containment(one.signature, other.signature), 3)


class RankedCopy(NamedTuple):
    """What decides which document of a story leads it: its day, whether that is one day, how long its signature is."""

    doc_id: str
    day: date | None
    is_exact: bool
    length: int

    @property
    def rank(self) -> tuple[bool, bool, date, int, str]:
        """The least rank leads."""
        return (self.day is None, not self.is_exact, self.day or date.max, -self.length, self.doc_id)


class CopyPair(NamedTuple):
    """Two documents that share enough of their text. ``part`` is the one that is a part of the other, if one is."""

    one: str
    other: str
    score: float
    part: str | None
    longest: int


def copy_pair(one: str, other: str, a: Signature, b: Signature) -> CopyPair | None:
    """What two documents with these signatures are to each other; ``None`` where they share too little, or a frame."""
    score = containment(a, b)
    if score < _SHARED or _have_own_middles(a, b):
        return None
    short, short_length, long_length = (one, len(a), len(b)) if len(a) <= len(b) else (other, len(b), len(a))
    return CopyPair(one, other, score, short if short_length < _SHORTER * long_length else None, long_length)


def story_leaders(documents: Iterable[RankedCopy], pairs: Iterable[CopyPair]) -> dict[str, str]:
    """For each document that repeats another one of ``documents``: the one that leads its story.

    A text that is much shorter than what it stands in is joined to one of them only, the one that it shares most with:
    a page with nothing but a site's frame stands in every page of that site, and must not make one story of them all.
    """
    best: dict[str, CopyPair] = {}
    joined: list[CopyPair] = []
    for found in pairs:
        if found.part is None:
            joined.append(found)
        else:
            best[found.part] = min(best.get(found.part, found), found, key=_closeness)
    ranks = {document.doc_id: document.rank for document in documents}
    joined += best.values()
    groups = Groups((p.one, p.other) for p in joined if p.one in ranks and p.other in ranks)
    found_leaders = groups.leaders(ranks.__getitem__)
    return {member: leader for member, leader in found_leaders.items() if member != leader}


def _closeness(found: CopyPair) -> tuple[float, int, str, str]:
    return (-found.score, found.longest, found.one, found.other)


def containment(a: Signature, b: Signature) -> float:
    """Which share of the shorter signature stands in the other one, 0 to 1."""
    a, b = np.unique(a), np.unique(b)
    smaller = min(len(a), len(b))
    return len(np.intersect1d(a, b, assume_unique=True)) / smaller if smaller else 0.0


def _candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs that share several shingles. Linear: the holders of a shingle are each compared with the next few only.

    That loses no copy. Those of one story hold a hundred shingles that hardly anyone else holds, so that they stand
    beside one another, while what everybody holds (a site's frame) makes no more pairs than it has holders.
    """
    sizes = [len(s) for s in signatures]
    if sum(sizes) == 0:
        return []
    holders = np.repeat(np.arange(len(sizes)), sizes)
    shingles = np.concatenate(signatures)
    order = np.lexsort((holders, shingles))
    holders, shingles = holders[order], shingles[order]
    once = np.ones(len(holders), bool)  # a shingle that a text has twice counts once
    once[1:] = (shingles[1:] != shingles[:-1]) | (holders[1:] != holders[:-1])
    holders, shingles = holders[once], shingles[once]
    codes = []
    for step in range(1, _NEIGHBOURS + 1):
        same = shingles[step:] == shingles[:-step]
        codes.append(holders[:-step][same] * len(sizes) + holders[step:][same])
    pairs, counts = np.unique(np.concatenate(codes), return_counts=True)
    first, second = np.divmod(pairs, len(sizes))
    smaller = np.minimum(np.array(sizes)[first], np.array(sizes)[second])
    enough = counts >= np.minimum(ENOUGH, np.maximum(1, smaller // 2))
    return list(zip(first[enough].tolist(), second[enough].tolist(), strict=True))


def _have_own_middles(a: Signature, b: Signature) -> bool:
    """Whether both texts have a stretch of their own between stretches that they share: one frame, two stories."""
    return _middle(a, b) >= _OWN_MIDDLE and _middle(b, a) >= _OWN_MIDDLE


def _middle(own: Signature, other: Signature) -> float:
    """The longest stretch of ``own`` that lies between shared shingles and is not shared, as a share of it."""
    places = np.flatnonzero(np.isin(own, other))
    return float((np.diff(places) - 1).max()) / len(own) if len(places) > 1 else 0.0
