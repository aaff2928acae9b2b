"""What the lines above a body say of the article: its title, its author, the day it bears."""

from __future__ import annotations

import re

_MONTH = (
    r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|mär|märz|juni|juli|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|dez|maj|cze|lip|sie|wrz|paź|lis|gru|sty|lut|kwi|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|"
    r"янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\w{0,9}\.?"
)
_DATE = re.compile(
    r"(?<![\w/.-])(?:"
    r"(?:19|20)\d\d[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\d|3[01])(?!\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
    r"|(?:[0-2]?\d|3[01])[-/.] ?(?:[0-2]?\d|3[01])[-/.] ?(?:19|20)?\d\d(?![\d])"
    r"|(?:19|20)\d\d ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일]"
    r"|(?:[0-2]?\d|3[01])(?:st|nd|rd|th|\.|º|er)?[ -](?:de |of )?" + _MONTH + r",?[ -](?:de |of )?(?:19|20)\d\d"
    r"|" + _MONTH + r" (?:[0-2]?\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|(?:[0-2]?\d|3[01])(?:st|nd|rd|th|\.)? " + _MONTH + r"(?!\w)"
    r"|" + _MONTH + r" (?:[0-2]?\d|3[01])(?:st|nd|rd|th)?(?![\w.])"
    r")",
    re.IGNORECASE,
)
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?(?!\w)", re.IGNORECASE)
_NAME = r"[^\W\d_a-z][\w’'.-]+(?:[ ](?:[^\W\d_a-z][\w’'.-]*|de|von|van|der|den|da|del|di|la|le|bin|al|el)){1,4}"
_BYLINE = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|PAR|[Pp]or|POR|[Dd]i|[Dd]oor|Av|Af|Autor(?:in)?:?|Author:?|"
    r"Written by|Reported by|Автор:?|Reports? by|Story by|Text:|Texte?|Tekst:?)"
    rf"\s*[:|]?\s*(?P<names>{_NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|&|och|og|i)\s+){_NAME})*)"
)
_NAMES_ONLY = re.compile(rf"{_NAME}(?:(?:\s*,\s*|\s+(?:and|und|et|y|e|&)\s+){_NAME})*$")
_DATELINE = re.compile(
    r"(?:[A-ZÀ-ÝĀ-Ž][A-ZÀ-ÝĀ-Ž.'’-]+(?:[ ,]+[A-ZÀ-ÝĀ-Ž][\w.'’-]+){0,4}(?:,? "
    + _MONTH
    + r" \d{1,2})?,?(?: ?\([^()\n]{2,40}\))?"
    r"|[A-ZÀ-Ý][\w.'’-]+(?:[ ,]+[A-ZÀ-Ý][\w.'’-]+){0,3} ?"
    r"\((?:Reuters|AP|AFP|dpa|EFE|ANSA|Xinhua|UPI|CNN|Yonhap|TASS|PTI|ANI|IANS)[^()\n]{0,20}\)"
    r")\s*(?:--+|[–—:]|-(?=\s))\s*",
)

#: A stamp is short; a longer line that holds a date is a sentence or a story's teaser.
LONGEST_STAMP = 110


def date_in(line: str) -> re.Match[str] | None:
    """The first calendar date in the beginning of ``line``, as far as a stamp goes."""
    return _DATE.search(line, 0, LONGEST_STAMP)


def is_stamp(line: str) -> bool:
    """Whether ``line`` is a date or time stamp: hardly a word is left when its dates and times are taken out."""
    if len(line) > LONGEST_STAMP or not any(map(str.isdigit, line)) or _DATE.search(line) is None:
        return False
    rest = _TIME.sub(" ", _DATE.sub(" ", line))
    return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 6


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
