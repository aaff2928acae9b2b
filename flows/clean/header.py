"""What the lines above a body say of the article: its author and its dateline."""

from __future__ import annotations

import re

from flows.calendar.stamps import FULL_DATE, MONTH

_CAPITAL = r"(?:[dlLD][’'])?[^\W\d_a-z][\w’'.-]*"
_NAME = rf"{_CAPITAL}(?: (?:{_CAPITAL}|(?:de|von|van|der|den|da|del|di|la|le|bin|al|el)\b)){{1,5}}"
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|Av|Af|Autor(?:in)?:?|Author:?|"
    r"Written by|Reported by|Автор:?|Reports? by|Story by|Text:|Texte?|Tekst:?)"
    rf"\s*[:|]?\s*(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|&|och|og|i)\s+){_NAME})*)"
)
_NAMES_ONLY = re.compile(rf"{_NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|&)\s+){_NAME})*$")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÝĀ-Ž][A-ZÀ-ÝĀ-Ž.'’-]+(?:[ ,]+[A-ZÀ-ÝĀ-Ž][\w.'’-]+){0,4}(?:,? "
    + MONTH
    + r" \d{1,2})?,?(?: ?\([^()\n]{2,40}\))?"
    r"|[A-ZÀ-Ý][\w.'’-]+(?:[ ,]+[A-ZÀ-Ý][\w.'’-]+){0,3} ?"
    r"\((?:Reuters|AP|AFP|dpa|EFE|ANSA|Xinhua|UPI|CNN|Yonhap|TASS|PTI|ANI|IANS)[^()\n]{0,20}\)"
    rf"|[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)?,? (?:\(\w{{2,8}}\) ?)?(?:den |le |el |il )?{FULL_DATE}"
    r"(?: ?\([^()\n]{2,40}\))?"
    r")\s*(?:--+|[–—:]|-(?=\s))\s*",
)


def byline_in(line: str) -> re.Match[str] | None:
    """A byline at the head of ``line`` ("By Ana Ruiz and Bo Lind"), its ``names`` a group."""
    return _BYLINE.match(line) if len(line) <= 200 else None


def is_names(line: str) -> bool:
    """Whether ``line`` is nothing but one or more persons' names as they are written in a byline."""
    return len(line) <= 80 and _NAMES_ONLY.match(line) is not None


def dateline_in(line: str) -> re.Match[str] | None:
    """A dateline at the head of a body: "PYONGYANG, Nov. 20 (Agency) —"."""
    found = _DATELINE.match(line[:120])
    return found if found is not None and found.end() < len(line) and any(c.isupper() for c in found.group()) else None
