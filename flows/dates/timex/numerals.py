"""Numbers as words and digits say them, and as TIMEX3 writes them."""

from __future__ import annotations

import re

from flows.calendar.digits import plain_digits
from flows.calendar.figures import full_year, orders
from flows.calendar.spans import valid
from flows.dates.timex.lexicon import word_lists


def number(words: list[str]) -> float | None:
    """The number that words or digits say: "twenty-five", "two and a half", "1,000", "a dozen", "3 1/2"."""
    total, current, seen = 0.0, 0.0, False
    lists = word_lists()
    words = [plain_digits(w.lower()) for w in words]
    if words[:1] == ["half"]:
        return 0.5
    i = 0
    while i < len(words):
        w = words[i]
        if w in ("-", "–", "and"):
            pass
        elif w == "half":
            current += 0.5
        elif w == "+":  # "4+ hours"
            pass
        elif w in ("a", "an", "another"):
            if not (i + 1 < len(words) and words[i + 1] == "half"):
                current += 1
            seen = True
        elif "/" in w:
            above, _, below = w.partition("/")
            current += int(above) / int(below)
            seen = True
        elif w in lists["NUMMULT"] or w == "dozen":
            factor = float(lists["NUMMULT"].get(w, 12))
            current = (current or 1) * factor
            if factor >= 1000:
                total, current = total + current, 0.0
            seen = True
        elif w in lists["NUMWORD"]:
            current += float(lists["NUMWORD"][w])
            seen = True
        else:
            try:
                current += float(w.replace(",", ""))
            except ValueError:
                return None
            seen = True
        i += 1
    return total + current if seen else None


def year_number(words: list[str]) -> int | None:
    """A year in digits or as it is spoken: "1989", "nineteen eighty-nine", "two thousand and six"."""
    words = [plain_digits(w.lower()) for w in words if w not in ("-", "–")]
    if len(words) == 1:
        digits = words[0].removeprefix("fy").lstrip("'’")
        if not digits.isdigit() or len(digits) > 5:
            return None
        return int(digits) if words[0] == digits else full_year(digits.zfill(2))
    numbers = word_lists()["NUMWORD"]
    if "thousand" in words:
        spoken = number(words)
        return None if spoken is None else int(spoken)
    first, rest = int(numbers.get(words[0], 0)), sum(int(numbers.get(w, 0)) for w in words[1:])
    return first * 100 + rest if 10 <= first <= 21 and 1 <= rest <= 99 else None


def ordinal_number(words: list[str]) -> int | None:
    """The number that ordinal words or digits say: "third", "twenty-first", "15th"."""
    lists = word_lists()
    total = 0
    for word in words:
        w = plain_digits(word.lower())
        digits = re.match(r"\d+", w)
        if digits:
            return int(digits.group())
        total += int(lists["ORDINAL"].get(w, lists["NUMWORD"].get(w, 0)))
    return total or None


def decade_number(word: str) -> int:
    """198 for "1980s"; 8 for "the eighties" and "the '80s", whose century the context gives."""
    word = plain_digits(word.lower()).lstrip("'’")
    digits = word.rstrip("s")
    return (int(digits) if digits.isdigit() else int(word_lists()["DECADE_WORD"].get(word, 0))) // 10


EITHER_ORDER = "day and month could be either"


def digits_date(words: list[str], weekday: int | None = None) -> dict[str, int] | None:
    """A date in digits: the year is the part of four digits; day before month unless only the other order fits.

    With slashes the American order is the commoner one in English. A weekday (ISO) told beside the digits decides.
    """
    written = plain_digits(words[0])
    parts = [int(p) for p in re.split(r"[./-]", written)]
    if parts[0] > 31:
        year, month, day = parts
        possible = [pair for pair in orders(day, month) if pair == (day, month)]
    else:
        year = full_year(f"{parts[2]:02d}")
        possible = orders(parts[0], parts[1])
        if "/" in written:
            possible.reverse()
    for day, month in possible if weekday else []:
        named = valid(year, month, day)
        if named is not None and named.isoweekday() == weekday:
            return {"year": year, "month": month, "day": day}
    return {"year": year, "month": possible[0][1], "day": possible[0][0]} if possible else None


def either_order(words: list[str]) -> bool:
    """Whether a date in digits is another day in the other order: "3/4/2017". With dots the day comes first."""
    first, _, rest = plain_digits(words[0]).partition("/")
    second = rest.partition("/")[0]
    return bool(second) and len(orders(int(first), int(second))) > 1


def zone_text(hours: float) -> str:
    """Hours ahead of UTC as TIMEX3 writes them after a time: "Z", "-05", "+05:30"."""
    if not hours:
        return "Z"
    minutes = round(abs(hours) % 1 * 60)
    return f"{'-' if hours < 0 else '+'}{int(abs(hours)):02d}" + (f":{minutes:02d}" if minutes else "")


def iso_zone(behind: str) -> str | None:
    """The zone at the end of an ISO 8601 time, from what stands after its minutes: ":00-05:00" → "-05:00"."""
    zone = re.search(r"(Z|[+-]\d\d(?::?\d\d)?)$", behind)
    if zone is None:
        return None
    return zone[1] if len(zone[1]) != 5 else f"{zone[1][:3]}:{zone[1][3:]}"


def duration_value(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: ``P3M``, ``PT2H``, ``P2.5Y``; ``PXY`` where the amount is vague; half an hour is ``PT30M``."""
    if unit in _OTHER_UNITS:
        factor, unit = _OTHER_UNITS[unit]
        amount = None if amount is None else amount * factor
    if amount == 0.5 and unit in _HALVES:
        amount, unit = _HALVES[unit]
    written = "X" if amount is None else f"{amount:.10g}"
    if unit in ("H", "TM") and amount is not None and amount % 1 == 0.5:
        return f"PT{int(amount)}H30M" if unit == "H" else f"PT{int(amount)}M30S"
    if unit in _OF_DAY:
        return f"PT{written}{_OF_DAY[unit]}"
    return f"P{written}{_LETTERS.get(unit, unit)}"


_OTHER_UNITS = {"FN": (2, "W"), "SM": (6, "M"), "DE": (10, "Y")}
_HALVES = {"H": (30, "TM"), "TM": (30, "S"), "Y": (6, "M"), "CE": (50, "Y"), "D": (12, "H")}
_OF_DAY = {"H": "H", "TM": "M", "S": "S"}
_LETTERS = {"N": "D", "FN": "W", "SM": "M"}
