"""The frame tables of `seeds/reference/`, read into patterns that can be matched against a word in its sentence.

A pattern is a lemma and conditions (`verb_frames.txt` explains the notation); a frame is a pattern with the PLOVER root
and mode that it stands for. Tables are indexed by lemma, so that a word costs one dictionary look-up.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal

from flows.events.word_lists import classes
from seeds import kept, lines, own, rows

NO_EVENT = "-"
_ANYTHING = frozenset({"", "ACTOR", "PLACE", "ANY", "NONE", "CLAUSE"})
Kind = Literal["object", "subject", "modifier", "complement", "within", "link"]


@dataclass(frozen=True, slots=True)
class Condition:
    """``object`` is of class ``of``; a ``link`` is a preposition or other dependent ``word`` whose object is of it."""

    kind: Kind
    of: str = ""  # a class of word_classes.txt, a lemma, ACTOR, ANY, NONE; "" asks for nothing
    word: str = ""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One use of a lemma. ``order`` is its place in the table: the earlier of two equally specific ones wins."""

    label: str  # a PLOVER root, an operator, or "-"
    mode: str
    lemma: str
    particles: tuple[str, ...]
    conditions: tuple[Condition, ...]
    optional: bool  # only under an operator
    order: int
    specificity: int  # how much it asks for: a certain word more than a class, a class more than a mere presence
    about: bool  # whether it asks for more than that there is some object or preposition
    own: bool = False  # whether the user's own table has it

    @property
    def rank(self) -> int:
        """Of two that fit the higher one counts: the more specific, and the user's own before all of ours."""
        return self.specificity + 1_000 * self.own


def any_use(label: str, lemma: str) -> Pattern:
    """A use of a lemma that asks for nothing: what stands for a word that no table knows as an event of this label."""
    return Pattern(label, "", lemma, (), (), False, 0, 0, False)


_SIGNS: dict[str, Kind] = {">": "object", "<": "subject", "~": "modifier", "^": "complement", "%": "within"}


@kept
def table(name: str) -> dict[str, tuple[Pattern, ...]]:
    """A frame or operator table: its patterns by lemma, the most specific first."""
    found: dict[str, list[Pattern]] = defaultdict(list)
    order, theirs = 0, own(name)
    for line in lines(name):
        head, _, body = line.partition(":")
        label, _, mode = head.strip().partition(" ")
        for written in body.split(";"):
            if written.strip():
                pattern = _pattern(written.split(), label, mode.strip(), order)
                if theirs and " ".join(written.split()) in theirs:
                    pattern = replace(pattern, own=True)
                found[pattern.lemma].append(pattern)
                order += 1
    return {lemma: tuple(sorted(ps, key=lambda p: (-p.rank, p.order))) for lemma, ps in found.items()}


_OF = r"(?:ACTOR|PLACE|ANY|NONE|CLAUSE|[^\W\dA-Z][\w'’.-]*)"
_LINKED = rf"/[^\W\dA-Z][\w'’-]*(?:={_OF})?"
_WRITTEN = re.compile(rf"\??[^\W\dA-Z][\w'’.-]*(?:\+[\w-]+)*(?:{_LINKED})*(?: (?:[><~^%]{_OF}|(?:{_LINKED})+))*")


def wrong_pattern(written: str) -> str | None:
    """What is wrong with a pattern as it is written; ``None`` where nothing is."""
    if _WRITTEN.fullmatch(written):
        return None
    good, words = "", written.split(" ")
    for n, word in enumerate(words):
        if not _WRITTEN.fullmatch(f"{good} {word}".strip()):
            what = "condition" if n else "lemma"
            return f"{word!r} is no {what} of a pattern: docs/extending.md shows how one is written"
        good = " ".join(words[: n + 1])
    return "a pattern is a lemma, then conditions, with one blank between them"


def event_types() -> tuple[str, ...]:
    """PLOVER's event types, as frames name them."""
    return tuple(next(iter(composition().values())))


@kept
def phrasal() -> dict[str, frozenset[str]]:
    """The particles that make another verb of a lemma: ``phrasal()["call"]`` has "off"."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in ("verb_frames.txt", "operators.txt"):
        for lemma, patterns in table(name).items():
            found[lemma].update(particle for p in patterns for particle in p.particles)
    return {lemma: frozenset(particles) for lemma, particles in found.items()}


def _pattern(words: list[str], label: str, mode: str, order: int) -> Pattern:
    head = words[0]
    optional = head.startswith("?")
    head, *linked = head.removeprefix("?").split("/")
    lemma, *particles = head.split("+")
    conditions = [_link(link) for link in linked]
    for word in words[1:]:
        if word[0] == "/":
            conditions += [_link(link) for link in word[1:].split("/")]
        else:
            conditions.append(Condition(_SIGNS[word[0]], word[1:]))
    named = [c for c in conditions if c.of not in _ANYTHING]
    exact = sum(c.of not in classes() for c in named)
    brought = sum(c.kind == "link" and bool(c.of) for c in conditions)
    exact += 3 * ("-" in lemma)  # "test-fire" is more than "fire"
    weight = 2 * (len(conditions) + len(particles)) + exact + brought + (label == NO_EVENT)
    return Pattern(label, mode, lemma, tuple(particles), tuple(conditions), optional, order, weight, bool(named))


def _link(written: str) -> Condition:
    word, _, of = written.partition("=")
    return Condition("link", of, word)


@kept
def conventions() -> frozenset[tuple[str, str]]:
    """The pairs of an analyst's class and the codebook's that stand for one act: ("AGREE", "SUPPORT") of a signing."""
    return frozenset((row["analyst"], row["codebook"]) for row in rows("codebook.csv"))


@kept
def composition() -> dict[str, dict[str, str]]:
    """What an operator makes of its operand: ``composition()["stop"]["AID"] == "SANCTION"``."""
    table_rows = [line.split(",") for line in lines("composition.csv")]
    header = table_rows[0][1:]
    return {
        row[0]: {root: (root if made == "=" else made) for root, made in zip(header, row[1:], strict=True)}
        for row in table_rows[1:]
    }
