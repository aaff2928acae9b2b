"""What is no date although its words could be one: conditions on the surroundings, named by the rules that need them.

Each guard states something true of English, and gets the match; it answers whether the reading stands. Every public
function of the modules below is a guard; the rules write its name with hyphens.
"""

from __future__ import annotations

from collections.abc import Callable
from inspect import isfunction

from flows.dates.timex.grammar import Match
from flows.dates.timex.guards import amounts, clock, days, names, references, seasons, years

Guard = Callable[[Match], bool]

GUARDS: dict[str, Guard] = {
    name.replace("_", "-"): guard
    for topic in (days, years, seasons, clock, amounts, references)
    for name, guard in vars(topic).items()
    if isfunction(guard) and guard.__module__ == topic.__name__ and not name.startswith("_")
}


def stands(match: Match) -> bool:
    """Whether the match's rule has no guard, or its guard lets it stand."""
    if match.touches_before and match.before() in ("#", "@"):
        return "c" in match.captures  # a tag is a name, though a time of day may be tagged
    if names.in_a_name(match):
        return False
    name = match.rule.guard
    return name is None or GUARDS[name](match)
