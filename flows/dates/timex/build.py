"""From a rule's captures to an ``Expression``: what each kind of rule means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flows.dates.timex.expression import Expression
from flows.dates.timex.grammar import Match
from flows.dates.timex.lexicon import plain_digits, word_lists

Fields = dict[str, Any]


def expression(match: Match, text: str) -> Expression | None:
    """What the match says, or ``None`` where its parts make no date."""
    fields = _BUILDERS[match.rule.build](match)
    if fields is None:
        return None
    fields = {"type": "DATE", **fields, **match.rule.sets.get("sets", {})}
    start, end = match.start, match.end
    return Expression(start=start, end=end, text=text[start:end], rule=match.rule.name, **fields)


# ------------------------------------------------------------------ readers of single captures
def _look_up(category: str, match: Match, name: str) -> Any:
    for word in match.words(name):
        value = word_lists()[category].get(word.lower())
        if value is not None:
            return value
    return None


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
        elif w in ("a", "an"):
            if not (i + 1 < len(words) and words[i + 1] == "half"):
                current += 1
            seen = True
        elif i + 2 < len(words) and words[i + 1] == "/":
            if words[i + 2].isdigit() and int(words[i + 2]):
                current += int(w) / int(words[i + 2])
            i += 2
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
        digits = words[0].lstrip("'’")
        return int(digits) if digits.isdigit() and len(digits) <= 5 else None
    numbers = word_lists()["NUMWORD"]
    if "thousand" in words:
        value = number(words)
        return None if value is None else int(value)
    first, rest = int(numbers.get(words[0], 0)), sum(int(numbers.get(w, 0)) for w in words[1:])
    return first * 100 + rest if 10 <= first <= 21 and 10 <= rest <= 99 else None


def _day_number(match: Match) -> int | None:
    words = match.words("d")
    if not words:
        return None
    digits = re.match(r"\d+", plain_digits(words[0]))
    if digits:
        return int(digits.group())
    return _ordinal(words)


def _ordinal(words: list[str]) -> int | None:
    lists = word_lists()
    total = 0
    for word in words:
        w = plain_digits(word.lower())
        digits = re.match(r"\d+", w)
        if digits:
            return int(digits.group())
        total += int(lists["ORDINAL"].get(w, lists["NUMWORD"].get(w, 0)))
    return total or None


def _clock(match: Match) -> Fields | None:
    words = [plain_digits(w.lower()) for w in match.words("c")]
    if not words:
        return {}
    named = word_lists()["CLOCKWORD"].get(words[0])
    if named is not None:
        return {"type": "TIME", "hour": int(named), "minute": 0}
    w = words[0]
    if re.fullmatch(r"\d{3,4}", w):
        parts = [int(w[:-2]), int(w[-2:])]
    elif w[0].isdigit():
        parts = [int(p) for p in re.split(r"[:.]", w)[:3]]
    else:
        spoken = number(words[:1])
        if spoken is None:
            return None
        parts = [int(spoken)]
    half = _look_up("AMPM", match, "ap")
    hour = parts[0]
    if half is not None:
        if hour > 12:
            half = None if hour < 24 else half
        elif half == "pm" and hour < 12:
            hour += 12
        elif half == "am" and hour == 12:
            hour = 0
    if hour > 24:
        return None
    fields: Fields = {"type": "TIME", "hour": hour, "minute": parts[1] if len(parts) > 1 else None}
    if len(parts) > 2:
        fields["second"] = parts[2]
    zone = _look_up("ZONE", match, "z")
    if zone is not None:
        fields["zone"] = zone_text(float(zone))
    return fields


def zone_text(hours: float) -> str:
    """Hours ahead of UTC as TIMEX3 writes them behind a time: "Z", "-05", "+05:30"."""
    if not hours:
        return "Z"
    minutes = round(abs(hours) % 1 * 60)
    return f"{'-' if hours < 0 else '+'}{int(abs(hours)):02d}" + (f":{minutes:02d}" if minutes else "")


# ------------------------------------------------------------------ builders, one a kind of rule
def _calendar(match: Match) -> Fields | None:
    fields: Fields = {"kind": "calendar", "anchor": "either"}
    if "n" in match.captures:
        y, m, d = (int(p) for p in plain_digits(match.words("n")[0])[:10].split("-"))
        fields |= {"year": y, "month": m, "day": d}
    if "y" in match.captures:
        fields["year"] = year_number(match.words("y"))
        if fields["year"] is None:
            return None
    fields["month"] = fields.get("month") or _look_up("MONTH", match, "m")
    fields["day"] = fields.get("day") or _day_number(match)
    fields["weekday"] = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAY_SHORT", match, "w")
    fields["season"] = _look_up("SEASON", match, "s")
    if "q" in match.captures:
        fields["quarter"] = _ordinal(match.words("q"))
        if fields["quarter"] not in (1, 2, 3, 4):
            return None
    if "de" in match.captures:
        word = plain_digits(match.words("de")[0].lower()).strip("'’s")
        tens = int(word) if word.isdigit() else int(word_lists()["DECADE_WORD"].get(word + "s", 0))
        fields["decade"] = tens // 10
    if "ce" in match.captures:
        ordinal = _ordinal(match.words("ce"))
        if ordinal is None or ordinal > 99:
            return None
        fields["century"] = ordinal - 1
    fields["era"] = _look_up("ERA", match, "era")
    fields["mod"] = _look_up("EDGE", match, "e")
    part = _look_up("DAYPART", match, "p")
    if part:
        fields |= {"type": "TIME", "part": part}
    clock = _clock(match)
    if clock is None:
        return None
    fields |= clock
    fields["shift"] = _look_up("REL", match, "r")
    fields["unit"] = _look_up("UNIT", match, "u")
    named = _look_up("NAMED_DAY", match, "nd")
    if named is not None:
        fields |= {"shift": named, "unit": "D", "anchor": "dct"}
    if fields.get("year") is not None or (fields.get("decade") or 0) > 9 or fields.get("century") is not None:
        fields["anchor"] = "self"
    elif fields["shift"] is not None:
        fields["anchor"] = "dct"
    return fields


def _shift(match: Match) -> Fields | None:
    fields: Fields = {"kind": "shift", "anchor": "dct"}
    named = _look_up("NAMED_DAY", match, "nd")
    if named is not None:
        fields |= {"unit": "D", "shift": named}
    else:
        fields |= {"unit": _look_up("UNIT", match, "u"), "shift": _look_up("REL", match, "r")}
        if _look_up("REL_NARRATIVE", match, "r") is not None:
            fields["anchor"] = "narrative"
    part = _look_up("DAYPART", match, "p")
    if part:
        fields |= {"type": "TIME", "part": part}
    fields["mod"] = {"earlier": "START", "later": "END"}.get(" ".join(match.words("e")).lower()) or _look_up(
        "EDGE", match, "e"
    )
    return fields


def _amount(match: Match) -> Fields:
    words = match.words("n")
    amount = number(words) if words else None
    mod = _look_up("APPROX", match, "a") or None
    return {"amount": amount, "unit": _look_up("UNIT", match, "u"), "mod": mod}


def _offset(match: Match) -> Fields | None:
    fields: Fields = {"kind": "offset", **_amount(match)}
    word = " ".join(match.words("side")).lower()
    fields["shift"] = word_lists()["SIDE"].get(word)
    fields["anchor"] = "dct" if word in ("ago", "hence", "back") else "narrative"
    return fields


def _duration(match: Match) -> Fields | None:
    return {"kind": "duration", "type": "DURATION", **_amount(match), "shift": _look_up("REL", match, "r")}


def _set(match: Match) -> Fields | None:
    fields: Fields = {"kind": "set", "type": "SET"}
    frequency = _look_up("FREQ", match, "f")
    weekday = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAYS", match, "w")
    part = _look_up("DAYPART", match, "p")
    if frequency:
        return {**fields, "value": frequency}
    if weekday:
        return {**fields, "value": f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), "weekday": weekday}
    if part:
        return {**fields, "value": f"XXXX-XX-XXT{part}", "part": part}
    amount = _amount(match)
    return {**fields, "value": duration_value(amount["amount"] or 1, amount["unit"]), **amount}


def _reference(match: Match) -> Fields | None:
    value = _look_up("NOW", match, "x") or _look_up("RECENT", match, "x")
    return {"kind": "reference", "value": value}


def _anaphor(match: Match) -> Fields | None:
    part = _look_up("DAYPART", match, "p")
    unit = "D" if part else _look_up("UNIT", match, "u")
    return {"kind": "anaphor", "anchor": "narrative", "unit": unit, "part": part, "type": "TIME" if part else "DATE"}


_BUILDERS: dict[str, Callable[[Match], Fields | None]] = {
    "calendar": _calendar, "shift": _shift, "offset": _offset, "duration": _duration, "set": _set,
    "reference": _reference, "anaphor": _anaphor,
}  # fmt: skip


def duration_value(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: ``P3M``, ``PT2H``, ``P2.5Y``, ``PXY`` where the amount is vague."""
    written = "X" if amount is None else f"{amount:.10g}"
    if unit in ("H", "TM", "S"):
        return f"PT{written}{ {'H': 'H', 'TM': 'M', 'S': 'S'}[unit] }"
    if unit == "FN" and amount is not None:
        return f"P{2 * amount:.10g}W"
    return f"P{written}{ {'N': 'D', 'WE': 'WE', 'FN': 'W', 'SM': 'M'}.get(unit, unit) }"
