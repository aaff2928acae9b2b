"""Where an agency's story begins: after "KABUL, Afghanistan (AP) -- ", "MOSCOW - ", "LUXOR, Jan 29: " or, with its day,
"Graz, Nov 15 - ".
"""

from __future__ import annotations

import re

from flows.calendar.words import MONTHS

_CAPITAL = "A-ZÀ-ÖØ-ÞĀ-Ž"  # the last are letters of either case: MÉRIDA, ŁÓDŹ
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in map(str.capitalize, MONTHS)) + "|Sept"
_DAY = rf"(?:(?:{_MONTH})\.? \d{{1,2}}|\d{{1,2}} (?:{_MONTH}))\b"
DATELINE = (
    rf"[{_CAPITAL}]{{3}}[{_CAPITAL}.'/ ]{{0,30}}(?:, [A-Z][\w.]{{1,15}}(?: [\w.]{{1,12}}){{0,2}}){{0,3}}"
    r"(?: \([\w ./]{2,30}\))? ?(?:--|—|–|-) +(?=\S)"
)
_CITY = rf"[{_CAPITAL}]\w{{1,20}}(?: [{_CAPITAL}]\w{{1,20}}){{0,2}}"  # in small letters it needs the day beside it
_DATELINE = re.compile(rf"{DATELINE}|{_CITY}, {_DAY}(?:, \d{{4}})?(?: \([\w ./]{{2,30}}\))? ?(?:--|—|–|-|:) +(?=\S)")
_CAPITALS_AND_COLON = re.compile(rf"[{_CAPITAL}]{{3}}[{_CAPITAL}.' ]{{0,30}}: +(?=\S)")


def after_dateline(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` goes on after the dateline that it begins with; ``start`` where there is none."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start


def opening_words(text: str, start: int, end: int) -> str:
    """The dateline that ``text[start:end]`` begins with, or the capitals before a colon: a place ("QUETTA: Police …"),
    if a table of places has it, or who speaks.
    """
    opening = _DATELINE.match(text, start, end) or _CAPITALS_AND_COLON.match(text, start, end)
    return opening.group() if opening else ""
