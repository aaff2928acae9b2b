"""Lines that are little but a date: where one stands, told by its shape alone.

Nothing is read here, and no table of names is loaded: every line of every page is looked at. What such a line says is
for `full_date` and `written`.
"""

from __future__ import annotations

import re
from functools import lru_cache

MONTH = (
    r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|mär|märz|juni|juli|okt|dez|janv|févr|mars|avr|juin|juil|août|déc|"
    r"ene|abr|ago|dic|gen|mag|giu|lug|set|ott|fev|out|dez|maj|cze|lip|sie|wrz|paź|lis|gru|sty|lut|kwi|oca|şub|nis|haz|tem|ağu|eyl|eki|kas|ara|"
    r"янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|січ|лют|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\w{0,9}\.?"
)
_DAY = r"(?:3[01]|[0-2]?\d)"
_YEAR = r"(?:19|20)\d\d"
FULL_DATE = (
    rf"(?:(?<!\d){_YEAR}[-/.] ?(?:1[0-2]|0?[1-9])[-/.] ?{_DAY}(?!\d)(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
    rf"|(?<![\d/.-]){_DAY}[-/.] ?{_DAY}[-/.] ?(?:{_YEAR}|\d\d)(?!\d)"
    rf"|{_YEAR} ?[年년] ?\d{{1,2}} ?[月월] ?\d{{1,2}} ?[日일]"
    rf"|(?<!\d){_DAY}(?:st|nd|rd|th|º|er)?[ .,-]{{0,3}}(?:de |of |di )?{MONTH},?[ -]?(?:de |del |of )?{_YEAR}(?!\d)"
    rf"|{MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}(?!\d))"
)
_DATE = re.compile(
    rf"{FULL_DATE}|(?<![\d.]){_DAY}(?:st|nd|rd|th|\.)? {MONTH}(?!\w)|(?<!\w){MONTH} {_DAY}(?:st|nd|rd|th)?(?![\w.])",
    re.IGNORECASE,
)
_DATE_HEAD = re.compile(rf"\(?{FULL_DATE}\)?(?:\s?[.:|•·–—)-]+)(?=\s)", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_DATE_DIGITS = re.compile(rf"\d[-/.] ?\d|{_YEAR}")
_STEMS = frozenset(stem[:3].replace("[", "") for stem in re.findall(r"[^\W\d_]{2,}\[?", MONTH)) | {"май", "мая"}
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?)?|\d{1,2}\s*[ap]\.?m\.?(?!\w)", re.IGNORECASE)

#: A stamp is short; a longer line that holds a date is a sentence or a story's teaser.
LONGEST_STAMP = 110
_FEW = 8  # words beside the dates and times: "Published … GMT, last modified on … GMT"
_WORD = re.compile(r"[^\W\d_]{2,}")


def _may_hold_date(line: str) -> bool:
    """A quick look before the slow one: digits as in a date, or digits and a month's name."""
    if _DIGIT.search(line) is None:
        return False
    return _DATE_DIGITS.search(line) is not None or any(w[:3] in _STEMS for w in _WORD.findall(line.lower()))


def date_in(line: str) -> re.Match[str] | None:
    """The first calendar date in the beginning of ``line``, as far as a stamp goes."""
    return _DATE.search(line, 0, LONGEST_STAMP) if _may_hold_date(line[:LONGEST_STAMP]) else None


def is_stamp(line: str) -> bool:
    """Whether ``line`` is a date or time stamp: hardly a word is left when its dates and times are taken out."""
    return len(line) <= LONGEST_STAMP and _is_stamp(line)


@lru_cache(maxsize=1 << 15)  # a line of a menu comes up several times a page, and on every page of its site
def _is_stamp(line: str) -> bool:
    if not _may_hold_date(line) or _DATE.search(line) is None:
        return False
    rest = _TIME.sub(" ", _DATE.sub(" ", line))
    return len(_WORD.findall(rest)) <= _FEW


def date_head_in(line: str) -> re.Match[str] | None:
    """A date set before the first sentence of a body and apart from it: "(18.01.2018) …", "31 October 2023. …"."""
    return _DATE_HEAD.match(line)
