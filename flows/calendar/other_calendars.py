"""Years that are not counted from the birth of Christ, as pages write them beside a day and a month.

Thai pages count from the Buddha's death, Persian ones by the sun from the Hijra, Taiwanese from the Republic, Japanese
by the reign. Each of these names one Gregorian day. The Islamic lunar calendar does not: its months begin when the moon
is seen, so that its days are left alone on pages, and known within a day or two where a text names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flows.calendar.spans import valid

BUDDHIST = 543  # Buddhist year 2563 is 2020
_REPUBLIC = 1911  # Minguo 109 is 2020
_REIGNS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # Reiwa 2 is 2020

_REIGN = re.compile(
    r"(?P<reign>令和|平成|昭和|民[國国])\s?(?P<y>\d{1,3}|元)\s?年\s?(?P<m>\d{1,2})\s?月\s?(?P<d>\d{1,2})\s?日"
)
SOLAR_HIJRI = frozenset({"fa", "prs", "ps"})  # the languages of the countries that count so
IN_FIGURES = SOLAR_HIJRI | {"ja"}  # those whose dates in plain figures may count in a calendar of their own
_REIGN_IN_LETTERS = re.compile(
    r"(?<![A-Za-z\d])(?P<reign>[RHS])(?P<y>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})(?!\d)"
)
_REIGNS_IN_LETTERS = {"R": 2018, "H": 1988, "S": 1925}  # "R2.4.26" is of 2020, on Japanese pages
_PERSIAN_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_PERSIAN = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})\s?(?P<w>{'|'.join(_PERSIAN_MONTHS)})\s?(?:ماه\s?)?[،,]?\s?(?P<y>1[34]\d\d)(?!\d)"
    r"|(?<![\d/.-])(?P<y2>1[34]\d\d)(?P<s>[/-])(?P<m>\d{1,2})(?P=s)(?P<d2>\d{1,2})(?![\d/-])"
)
_ARABIC_LETTERS = str.maketrans({"ي": "ی", "ك": "ک"})  # keyboards write Persian words with Arabic letters
_THAI = re.compile(
    r"(?<!\d)(?P<d>\d{1,2})\s?(?P<w>[ก-ฮ][ก-๛]?\.\s?[ก-ฮ]\.?)\s?(?:พ\.ศ\.\s?)?(?P<y>25\d\d|[4-9]\d)(?![\d:.])"
)
_EPOCH_OF_PERSIA = date(622, 3, 21)  # less a day, as the leap days before year 1 are counted in below


def find_other_calendars(text: str, language: str | None = None) -> Iterator[tuple[int, int, date]]:
    """The days of other calendars in ``text``, its digits plain ones: start, end, and the Gregorian day."""
    if "年" in text:
        for m in _REIGN.finditer(text):
            year = _REIGNS.get(m["reign"], _REPUBLIC) + (1 if m["y"] == "元" else int(m["y"]))
            if found := valid(year, int(m["m"]), int(m["d"])):
                yield m.start(), m.end(), found
    if language == "ja":
        for m in _REIGN_IN_LETTERS.finditer(text):
            if found := valid(_REIGNS_IN_LETTERS[m["reign"]] + int(m["y"]), int(m["m"]), int(m["d"])):
                yield m.start(), m.end(), found
    if language in SOLAR_HIJRI or _is_persian(text) or any(month in text for month in _PERSIAN_MONTHS):
        for m in _PERSIAN.finditer(text.translate(_ARABIC_LETTERS)):
            month = _PERSIAN_MONTHS.index(m["w"]) + 1 if m["w"] else int(m["m"])
            if found := persian_day(int(m["y"] or m["y2"]), month, int(m["d"] or m["d2"])):
                yield m.start(), m.end(), found
    if any(ending in text for ending in ("ค.", "พ.", "ย.")):  # of the Thai months' short names
        from flows.calendar.words import month_number  # loads the tables of names

        for m in _THAI.finditer(text):
            month_named = month_number(m["w"].replace(".", "").replace(" ", ""), "th")
            year = int(m["y"]) + (0 if len(m["y"]) == 4 else 2500) - BUDDHIST
            if month_named and (found := valid(year, month_named, int(m["d"]))):
                yield m.start(), m.end(), found


def persian_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one in the solar Hijri calendar, or ``None`` where there is none.

    Six months of 31 days, five of 30, and one of 29, or of 30 in eight years out of 33: the arithmetic rule, which
    gives every day of 1206 to 1498 (1827 to 2119) as it was observed.
    """
    if not (1206 <= year <= 1498 and 1 <= month <= 12 and 1 <= day <= _length(year, month)):
        return None
    before = 365 * (year - 1) + (8 * year + 21) // 33
    return _EPOCH_OF_PERSIA + timedelta(before + 31 * min(month - 1, 6) + 30 * max(month - 7, 0) + day - 1)


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The Gregorian day of one in the arithmetic Islamic calendar, or ``None`` where there is none.

    Odd months of 30 days, even ones of 29, and a thirtieth day in the last month of 11 years out of 30. What was
    observed lies within a day of it, two at the most. (Dershowitz and Reingold, Calendrical Calculations.)
    """
    if not (1 <= year <= 1600 and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    return date.fromordinal(day + 29 * (month - 1) + month // 2 + 354 * (year - 1) + (3 + 11 * year) // 30 + 227014)


def gregorian_year(calendar: str, year: int) -> int:
    """The Gregorian year in which a year of another calendar begins. ``KeyError`` for an unknown calendar.

    The Hijri year is 354 or 355 days long, so that 33 of its years are 32 of the sun's.
    """
    if calendar == "hijri":
        return int(year * 354.36707 / 365.2425 + 621.5643)
    return year + _YEARS_AHEAD[calendar]


_YEARS_AHEAD = {
    "persian": 621, "buddhist": -BUDDHIST, "bikram": -57, "hebrew": -3761, "ethiopian": 7, "republic": _REPUBLIC,
    "reiwa": 2018, "heisei": 1988, "showa": 1925, "taisho": 1911, "meiji": 1867,
}  # fmt: skip


def hebrew_new_year(year: int) -> date:
    """Rosh Hashanah in a Gregorian year, by the rule of the fixed Hebrew calendar (Dershowitz and Reingold)."""
    hebrew = year + 3761
    return date.fromordinal(_hebrew_days(hebrew) + _HEBREW_EPOCH)


def _hebrew_days(year: int) -> int:
    """Days from the Hebrew epoch to the new year, put off where it would make a year of no lawful length."""
    delays = [_hebrew_delayed(y) for y in (year - 1, year, year + 1)]
    if delays[2] - delays[1] == 356:
        return delays[1] + 2
    return delays[1] + (1 if delays[1] - delays[0] == 382 else 0)


def _hebrew_delayed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // 25920
    return days + 1 if (3 * (days + 1)) % 7 < 3 else days


_HEBREW_EPOCH = -1373427  # ordinal of the day from which `_hebrew_days` counts


def julian_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches in the Gregorian calendar (Meeus), for 1583 and later."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    julian_days_behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(julian_days_behind)


def _length(year: int, month: int) -> int:
    if month < 12:
        return 31 if month <= 6 else 30
    return 30 if (25 * year + 11) % 33 < 8 else 29


def _is_persian(text: str) -> bool:
    """Whether letters that Arabic does not have stand in ``text``: only Persian and its neighbours use them."""
    return any(letter in text for letter in "پچژگی")
