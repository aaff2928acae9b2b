"""Where an agency's story begins: after "KABUL, Afghanistan (AP) -- " or "MOSCOW - "."""

from __future__ import annotations

import re

# A city in small letters needs the day beside it: "Tehran, Nov 15 - ".
DATELINE = (
    r"(?:[A-Z]{3}[A-Z.' ]{0,30}(?:, [A-Z][\w.]{1,15}(?: [\w.]{1,12}){0,2}){0,3}"
    r"|[A-Z]\w{1,20}(?: [A-Z]\w{1,20}){0,2}"
    r", (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}(?:, \d{4})?)"
    r"(?: \([\w ./]{2,30}\))? ?(?:--|—|–|-) +(?=\S)"
)
_DATELINE = re.compile(DATELINE)


def after_dateline(text: str, start: int, end: int) -> int:
    """Where ``text[start:end]`` goes on after the dateline that it begins with; ``start`` where there is none."""
    dateline = _DATELINE.match(text, start, end)
    return dateline.end() if dateline else start
