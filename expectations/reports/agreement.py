"""Whether reviewers agree, where two of them decided on the same flag: percent and Cohen's kappa, by code.

A reviewer's word is what they said last and did not take back. Two corrections agree where they give the same value.
Of three reviewers on a flag each two are a pair. Kappa counts what two would agree on by chance, each deciding as often
as they do so in these pairs (Cohen 1960); it is undefined where both always decide the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two reviewers agree on flags of a kind. ``kappa`` is ``None`` where both always decide the same."""

    code: str
    pairs: int
    agreed: int
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A flag on which two reviewers differ: the rows of both decisions."""

    one: Row
    other: Row


def agreements(rows: Iterable[Row]) -> tuple[list[Agreement], list[Difference], int]:
    """By code, all together last; the pairs that differ; and how many flags one reviewer alone has decided.

    :param rows: what each reviewer said last of each flag, ordered by flag and reviewer (``decided_by_each``).
    """
    by_code: dict[str, list[tuple[str, str]]] = {}
    differences, alone = [], 0
    for _, of_flag in groupby(rows, key=lambda row: row["flag_id"]):
        decided = list(of_flag)
        alone += len(decided) == 1
        for one, other in combinations(decided, 2):
            words = _word(one), _word(other)
            by_code.setdefault(one["code"] or "", []).append(words)
            if words[0] != words[1]:
                differences.append(Difference(one, other))
    found = [agreement(code, pairs) for code, pairs in sorted(by_code.items())]
    if found:
        found.append(agreement("all", [pair for pairs in by_code.values() for pair in pairs]))
    return found, differences, alone


def agreement(code: str, pairs: Sequence[tuple[str, str]]) -> Agreement:
    """Percent and kappa of pairs of decisions, the first of each by one reviewer, the second by the other."""
    total, agreed = len(pairs), sum(one == other for one, other in pairs)
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    chance = sum(first[word] * second[word] for word in first) / total**2
    kappa = None if chance == 1 else (agreed / total - chance) / (1 - chance)
    return Agreement(code, total, agreed, kappa)


def _word(row: Row) -> str:
    return f"{row['decision']} {row['value']}" if row["value"] else str(row["decision"])
