"""Whose story it is: the outlet whose page it stands on, and the one it was taken from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flows.records import Region

_FIRST_IN = re.compile(
    r"(?:originally (?:appeared|published)|first (?:appeared|published)|re(?:printed|published|posted)|appeared)\s+"
    r"(?:at|on|in|by|from|with permission from)\s+(?:the\s)?"
    r"([^,.\n][^,\n]{1,60}?)(?:\.\s|\.$|,| and | under | with |$)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"\s*(?:[^\W\d_]{2,12})\s?[:：]\s*(?P<name>\S[^\n]{0,200})", re.DOTALL)
_SIGNED = re.compile(r"[-–—]+ ?(?P<name>[^\W\d_][^\n]{1,48})$")
_ADDRESS = re.compile(r"https?://(?P<site>[^\s/]+)\S*")

#: Words that a newspaper or an agency has in its name, and a person has not.
_OUTLET_WORD = re.compile(
    r"\b(?:Post|Times|News|Press|Journal|Herald|Tribune|Agency|Reuters|AFP|AP|BBC|CNN|dpa|Xinhua|TASS|Guardian|Courier|"
    r"Telegraph|Bloomberg|Media|Daily|Radio|TV)\b"
)

_RIGHTS = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:by\s)?"
    r"(?:19|20)\d\d\s?(?:[-–]\s?(?:19|20)\d\d)?,?\s*(?:by\s)?"
    r"(?P<owner>[^\W\d_][^.|,;©\n]{1,50}?)\s*(?:[.|,;]|all rights|alle rechte|$)",
    re.IGNORECASE,
)


def outlet_of(text: str, regions: Sequence[Region]) -> str | None:
    """Whom the copyright line names with its year ("© 2018 Coast Courier")."""
    for region in regions:
        if region.kind == "copyright":
            line = text[region.start : region.end].split("\n", 1)[0][:200]
            if found := _RIGHTS.match(line):
                return found.group("owner").strip(" .,|-–")
    return None


def origin_of(text: str, regions: Sequence[Region]) -> str | None:
    """Whom the credit lines name as the source of the story."""
    for region in regions:
        if region.kind == "credit":
            said = " ".join(text[region.start : min(region.end, region.start + 1000)].split())
            if found := _FIRST_IN.search(said):
                return found.group(1).strip()
            if found := _LABEL.match(said):
                return _labelled(found.group("name"))
            if (found := _SIGNED.match(said)) and _OUTLET_WORD.search(said):
                return found.group("name")
    return None


def _labelled(label: str) -> str | None:
    """The outlet in what follows "Source:": the last part of "Title | Outlet - address", or the address's site."""
    named = _ADDRESS.sub("", label).strip(" -–—|,")
    if named:
        return re.split(r"\s[|–—]\s", named)[-1].strip()
    site = _ADDRESS.search(label)
    return site.group("site").removeprefix("www.") if site else None
