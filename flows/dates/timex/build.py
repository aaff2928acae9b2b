"""From a rule's captures to an ``Expression``: what each kind of rule means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flows.calendar.digits import plain_digits
from flows.calendar.figures import full_year
from flows.calendar.holidays import holiday_names
from flows.calendar.other_calendars import gregorian_year, hijri_day, persian_day
from flows.dates.timex.cues import cues
from flows.dates.timex.expression import Expression
from flows.dates.timex.grammar import Match
from flows.dates.timex.known_days import known_days
from flows.dates.timex.lexicon import word_lists
from flows.dates.timex.numerals import (
    EITHER_ORDER,
    decade_number,
    digits_date,
    duration_value,
    either_order,
    iso_zone,
    number,
    ordinal_number,
    year_number,
    zone_text,
)

Fields = dict[str, Any]


def expression(match: Match, text: str, previous: Expression | None = None) -> Expression | None:
    """What the match says, or ``None`` where its parts make no date.

    ``previous`` is the expression that it continues ("May 4 *and 5*"), for the rules that follow another.
    """
    fields = _BUILDERS[match.rule.build](match)
    if fields is None:
        return None
    fields = {"type": "DATE", **fields, **match.rule.sets}
    if previous is not None:
        if match.rule.name == "second-decade":
            if previous.decade is not None and previous.decade > 9 and fields["decade"] < 10:
                fields["decade"] += previous.decade // 10 * 10  # "the 1880s and 90s"
        elif match.rule.name == "second-year":
            first = previous.year or 0
            fields["year"] = first + (fields["year"] - first) % 100
        elif match.rule.name == "second-day":
            fields["month"] = previous.month
            fields["year"] = fields.get("year") or previous.year
        fields["anchor"] = "self" if fields.get("year") or (fields.get("decade") or 0) > 9 else "either"
    start, end = match.start, match.end
    bare_weekday = fields.get("weekday") and not any(fields.get(f) for f in ("month", "day", "year", "shift", "unit"))
    told = cues(fields["kind"], fields.get("shift"), text[start:end], match.tokens, match.first, match.last)
    if bare_weekday and told.direction is None and text[start:end].islower() and len(match.tokens.words) < _MESSAGE:
        told = told._replace(direction="future")  # "thursday dinner at my place?": who writes so makes plans
    return Expression(start=start, end=end, text=text[start:end], rule=match.rule.name, **fields, **told._asdict())


_MESSAGE = 60  # tokens: a text no longer than this may be a message


# ------------------------------------------------------------------ readers of single captures
def _look_up(category: str, match: Match, name: str) -> Any:
    for word in match.words(name):
        value = word_lists()[category].get(word.lower())
        if value is not None:
            return value
    return None


def _day_number(match: Match) -> int | None:
    words = match.words("d")
    if not words:
        return None
    digits = re.match(r"\d+", plain_digits(words[0]))
    if digits:
        return int(digits.group())
    return ordinal_number(words)


def _clock(match: Match) -> Fields | None:
    words = [plain_digits(w.lower()) for w in match.words("c")]
    if not words:
        return {}
    named = word_lists()["CLOCKWORD"].get(words[-1])
    if named is not None:
        # "midnight" of no named day is when the day begins, "midnight Friday" its end
        alone = match.rule.name == "clock" and match.after().lower() not in ("on", "between")
        return {"type": "TIME", "hour": 0 if alone and named == 24 else int(named), "minute": 0}
    w = words[0].rstrip("z")
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
    late = _look_up("DAYPART", match, "p") in ("AF", "EV", "NI") or _look_up("NAMED_NIGHT", match, "nd") is not None
    if half is None and hour < 12 and late:  # "5 o'clock this afternoon", "8 tonight"
        fields["hour"] = hour + 12
    if words[0] != w:
        fields["zone"] = "Z"
    zone = next((z for c in ("ZONE", "ZONE_PLACE") if (z := _look_up(c, match, "z")) is not None), None)
    if zone is not None:
        ahead = int(match.words("offh")[0]) if "offh" in match.captures else 0  # "UTC+3"
        fields["zone"] = zone_text(float(zone) + (-ahead if match.words("off") != ["+"] else ahead))
    if match.rule.name == "clock-spoken":
        return _spoken(fields, match)
    return fields


def _spoken(fields: Fields, match: Match) -> Fields:
    """ "half past four", "a quarter to six"."""
    minutes = 60 * int(fields["hour"]) + (15 if "cm" in match.captures else 30) * (-1 if "ct" in match.captures else 1)
    return {**fields, "hour": minutes // 60, "minute": minutes % 60}


# ------------------------------------------------------------------ builders, one a kind of rule
def _calendar(match: Match) -> Fields | None:
    fields: Fields = {"kind": "calendar", "anchor": "either"}
    if "wk" in match.captures:
        fields |= _iso_week(match)
    elif "iso" in match.captures:
        word = plain_digits(match.words("iso")[0])
        word = word if len(word) > 8 else f"{word[:4]}-{word[4:6]}-{word[6:]}"
        y, m, d = (int(p) for p in word[:10].split("-"))
        fields |= {"year": y, "month": m, "day": d}
        if len(word) >= 16:
            hour, minute = int(word[11:13]), int(word[14:16])
            fields |= {"type": "TIME", "hour": hour, "minute": minute, "zone": iso_zone(word[16:])}
            if hour > 24 or minute > 59:
                fields["problem"] = "no such time of day"
    elif "num" in match.captures:
        weekday = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAY_SHORT", match, "w")
        digits = digits_date(match.words("num"), weekday)
        if digits is None:
            return None
        fields |= digits
        if weekday is None and either_order(match.words("num")):
            fields["problem"] = EITHER_ORDER
    else:
        fields |= {
            "month": _look_up("MONTH", match, "m") or _look_up("MONTH_SHORT", match, "m"),
            "day": _day_number(match),
        }
    if "y" in match.captures:
        fields["year"] = year_number(match.words("y"))
        if fields["year"] is None:
            return None
        is_short = len(match.words("y")[-1]) == 2 and fields["year"] <= 99
        may_be_short = match.rule.name in ("date-with-dashes", "date-glued") or match.words("y")[0].lower() == "fy"
        if is_short and may_be_short:
            fields["year"] = full_year(f"{fields['year']:02d}")
    fields["weekday"] = next(filter(None, (_look_up(c, match, "w") for c in _WEEKDAYS)), None)
    fields["season"] = _look_up("SEASON", match, "s") or _look_up("SEASON_PLURAL", match, "s")
    fields["era"] = _look_up("ERA", match, "era")
    fields["mod"] = "APPROX" if "a" in match.captures else _edge(match)
    if "hol" in match.captures:
        fields["holiday"] = holiday_names()[_phrase(match, "hol")]
    if "qy" in match.captures:
        fields |= _part_and_year(match.words("qy")[0], "quarter")
    if "hy" in match.captures:
        fields |= _part_and_year(match.words("hy")[0], "half")
    if "q" in match.captures:
        fields["quarter"] = _look_up("QUARTER_NAME", match, "q") or ordinal_number(match.words("q"))
        if match.rule.name == "last-quarter-of-year":
            fields["quarter"] = 4
        if fields["quarter"] not in (1, 2, 3, 4):
            return None
    if "hf" in match.captures:
        fields["half"] = 1 if _phrase(match, "hf") in ("first", "1st", "h1") else 2
    if "nth" in match.captures:
        fields["nth"] = -1 if _phrase(match, "nth") == "last" else ordinal_number(match.words("nth"))
    if "de" in match.captures:
        fields["decade"] = decade_number(match.words("de")[0])
        if 100 <= fields["decade"] <= 190 and fields["decade"] % 10 == 0:  # "the 1800s" are a century
            fields["century"] = fields.pop("decade") // 10
    if "ce" in match.captures:
        ordinal = ordinal_number(match.words("ce"))
        if ordinal is None or ordinal > 99:
            return None
        fields["century"] = ordinal - 1
    if "half" in fields and match.captures.keys() & {"de", "ce", "m"}:
        fields["mod"] = "START" if fields.pop("half") == 1 else "END"
    part = _look_up("DAYPART", match, "p")
    if part:
        fields |= {"type": "TIME", "part": part}
    clock = _clock(match)
    if clock is None:
        return None
    fields |= clock
    fields["shift"] = _look_up("REL", match, "r")
    fields["unit"] = _look_up("UNIT", match, "u")
    if "beyond" in match.captures:  # "the summer before last"
        fields["shift"] *= 2
    if match.words("side") == ["ago"]:  # "in June two years ago", "three Mondays ago"
        amount = number(match.words("n"))
        if amount is None or amount % 1:
            return None
        fields["shift"] = -int(amount)
    named = _look_up("NAMED_DAY", match, "nd")
    named = _look_up("NAMED_NIGHT", match, "nd") if named is None else named
    if named is not None:
        fields |= {"shift": named, "unit": "D", "anchor": "dct"}
    if fields.get("year") is not None or (fields.get("decade") or 0) > 9 or fields.get("century") is not None:
        fields["anchor"] = "self"
    elif fields["shift"] is not None:
        fields["anchor"] = "narrative" if _look_up("REL_NARRATIVE", match, "r") is not None else "dct"
    elif fields["unit"] == "Y":
        fields["anchor"] = "narrative"  # "July 25 of that year"
    return fields


_WEEKDAYS = ("WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS")


def _iso_week(match: Match) -> Fields:
    """ "week 23 of 2023", "2023-W23"."""
    digits = re.findall(r"\d+", plain_digits(match.words("wk")[0]))
    return {"year": int(digits[0]), "week": int(digits[1])} if len(digits) > 1 else {"week": int(digits[0])}


def _part_and_year(word: str, part: str) -> Fields:
    """ "2Q23", "Q2FY24", "2023-Q2", "1H2023"."""
    digits = re.findall(r"\d+", plain_digits(word))
    year, which = sorted(digits, key=len, reverse=True)
    return {part: int(which), "year": full_year(year)}


def _phrase(match: Match, name: str) -> str:
    return (
        " ".join(match.words(name))
        .lower()
        .replace("’", "'")
        .replace(" 's", "'s")
        .replace(" .", ".")
        .replace(" '", "'")
        .replace(" - ", "-")
    )


def _edge(match: Match) -> str | None:
    """START, MID or END of what the expression names."""
    word = _phrase(match, "e").removesuffix(" -")
    if word in ("earlier", "later"):
        return "START" if word == "earlier" else None
    mod = word_lists()["EDGE"].get(word)
    return None if mod is None else str(mod)


def _shift(match: Match) -> Fields | None:
    fields: Fields = {"kind": "shift", "anchor": "dct"}
    named = _look_up("NAMED_DAY", match, "nd")
    if named is not None:
        beyond = -1 if named < 0 else 1  # "the day before yesterday"
        fields |= {"unit": "D", "shift": named + (beyond if match.rule.name == "day-before-yesterday" else 0)}
    else:
        fields |= {"unit": _look_up("UNIT", match, "u"), "shift": _look_up("REL", match, "r")}
        if match.rule.name == "rel-unit-beyond":  # "the week after next"
            fields["shift"] *= 2
        if fields["shift"] is None:
            fields["shift"] = -1 if match.tokens.words[match.first].strip().lower() == "yesterday" else 0
        if _look_up("REL_NARRATIVE", match, "r") is not None:
            fields["anchor"] = "narrative"
    part = _look_up("DAYPART", match, "p")
    if part:
        fields |= {"type": "TIME", "part": part, "unit": "D"}
    if "hf" in match.captures:
        fields["mod"] = "START" if _phrase(match, "hf") == "first" else "END"
    else:
        fields["mod"] = _edge(match)
    return fields


def _and_a_half(match: Match) -> bool:
    """ "an hour and a half ago", "two-and-a-half-year"."""
    behind = match.captures["u"][1]
    tail = [w.strip().lower() for w in match.tokens.words[behind : min(behind + 3, match.last)]]
    return tail == ["and", "a", "half"] or match.rule.name == "duration-and-a-half"


def _amount(match: Match) -> Fields:
    words = match.words("n")
    unit_word = match.words("u")[-1].lower()
    if words:
        amount = number(words)
    else:
        amount = None if "v" in match.captures or unit_word in word_lists()["UNIT_PLURAL"] else 1.0
        amount = 2.0 if match.words("v")[-1:] == ["couple"] else amount
    if amount is not None and "half" not in (w.lower() for w in words) and _and_a_half(match):
        amount += 0.5
    mod = word_lists()["MODIFIER"].get(_phrase(match, "a")) if "a" in match.captures else None
    if mod is None and "a" in match.captures:
        mod = word_lists()["MODIFIER"].get(" ".join(_phrase(match, "a").split()[-2:]))
    return {"amount": amount, "unit": _look_up("UNIT", match, "u") or _look_up("UNIT_LONG", match, "u"), "mod": mod}


def _offset(match: Match) -> Fields | None:
    fields: Fields = {"kind": "offset", **_amount(match)} if "u" in match.captures else {"kind": "offset", "unit": "Y"}
    word = _phrase(match, "side")
    fields["shift"] = word_lists()["SIDE"].get(word, -1)
    fields["anchor"] = "dct" if word in ("ago", "hence") else "narrative"
    named = _look_up("NAMED_DAY", match, "nd")
    if named:
        fields["point"] = Expression(
            match.start, match.end, "", "DATE", "named-day", "shift", "dct", unit="D", shift=named
        )
    return fields


def _dependent(match: Match) -> Fields | None:
    """An amount counted from a date that stands in the same words: "two days after July 4"."""
    inner = _calendar(match)
    offset = _offset(match)
    if inner is None or offset is None:
        return None
    inner = {k: v for k, v in inner.items() if k != "unit" or v == "D"}
    if _look_up("NAMED_DAY", match, "nd") is None:
        inner.pop("unit", None)
    point = Expression(match.start, match.end, "", **{"type": "DATE", "rule": match.rule.name, **inner})
    return {**offset, "anchor": "dependent", "point": point}


def _nth_within(match: Match) -> Fields | None:
    """ "the last Friday of this month", "the second month of 2021": one of a unit's parts."""
    if "y" in match.captures:
        year = year_number(match.words("y"))
        point = {"kind": "calendar", "anchor": "self", "year": year}
    else:
        narrative = _look_up("REL_NARRATIVE", match, "r") is not None
        point = {
            "kind": "shift", "anchor": "narrative" if narrative else "dct", "unit": _look_up("UNIT", match, "uu"),
            "shift": _look_up("REL", match, "r"),
        }  # fmt: skip
    return {
        "kind": "calendar", "anchor": "dependent", "weekday": _look_up("WEEKDAY", match, "w"),
        "nth": -1 if _phrase(match, "nth") == "last" else ordinal_number(match.words("nth")),
        "unit": _look_up("UNIT", match, "u"), "point": _point(match, point),
    }  # fmt: skip


def _point(match: Match, fields: Fields) -> Expression:
    return Expression(match.start, match.end, "", **{"type": "DATE", "rule": match.rule.name, **fields})


def _weekday_off(match: Match) -> Fields | None:
    """ "a week ago Tuesday", "Tuesday week", "two weeks from Friday": a weekday, and weeks from it."""
    weeks = number(match.words("n")) if match.words("n") else 1.0
    if weeks is None or weeks % 1:
        return None
    weeks *= 2 if _look_up("UNIT", match, "u") == "FN" else 1
    ago = match.words("side") == ["ago"]
    weekday = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAY_SHORT", match, "w")
    return {
        "kind": "calendar", "anchor": "dct", "weekday": weekday, "amount": -weeks if ago else weeks,
        "shift": 0, "unit": "W",
    }  # fmt: skip


def _ago_of(match: Match) -> Fields | None:
    """ "a year ago today", "two years ago this month": as fine as the words after it."""
    fields = _offset(match)
    if fields is None:
        return None
    named = _look_up("NAMED_DAY", match, "nd")
    point = {"kind": "shift", "anchor": "dct", "unit": "D", "shift": named}
    if named is None:
        point |= {"unit": _look_up("UNIT", match, "tu"), "shift": 0}
    return {**fields, "shift": -1, "anchor": "dependent", "point": _point(match, point)}


def _night_before(match: Match) -> Fields | None:
    """ "the night to Tuesday": that of the day before."""
    inner = _calendar(match)
    if inner is None:
        return None
    point = {k: v for k, v in inner.items() if k not in ("part", "type")}
    return {
        "kind": "offset", "type": "TIME", "part": "NI", "unit": "D", "amount": 1.0, "shift": -1, "anchor": "dependent",
        "point": _point(match, point),
    }  # fmt: skip


def _weekday_from_point(match: Match) -> Fields | None:
    """ "the Monday after Easter"."""
    inner = _calendar(match)
    if inner is None:
        return None
    point = {k: v for k, v in inner.items() if k != "weekday"} | {"shift": None}
    side = word_lists()["SIDE"][_phrase(match, "side")]
    return {"kind": "calendar", "weekday": inner["weekday"], "shift": side, "point": _point(match, point)}


def _same_ago(match: Match) -> Fields | None:
    """ "the same month one year ago": that much before the one just told, and as fine."""
    amount = number(match.words("n")) if match.words("n") else 1.0
    if amount is None or amount % 1:
        return None
    point = {"kind": "shift", "anchor": "narrative", "unit": _look_up("UNIT", match, "tu"), "shift": 0}
    return {
        "kind": "offset", "unit": "Y", "amount": amount, "shift": -1, "anchor": "narrative",
        "point": _point(match, point),
    }  # fmt: skip


def _running_time(match: Match) -> Fields | None:
    """ "in 2:31:07": hours, minutes and seconds that something took."""
    parts = plain_digits(match.words("clk")[0]).split(":")
    if len(parts) != 3 or "." in parts[2]:
        return None
    value = "PT" + "".join(f"{int(n)}{u}" for n, u in zip(parts, "HMS", strict=True))
    return {"kind": "duration", "type": "DURATION", "unit": "H", "value": value}


def _other_year(match: Match) -> Fields | None:
    """A year of another calendar, as the Gregorian one in which it begins."""
    told = int(plain_digits(match.words("cy")[0]))
    name = next(c for k in ("CALENDAR_NAME", "CALENDAR", "REIGN") if (c := _look_up(k, match, "cal")))
    year = gregorian_year(str(name), told)
    return {"kind": "calendar", "anchor": "self", "year": year} if 1 <= year <= 2200 else None


def _full_day(year: int, month: int, day: int) -> Fields:
    return {"kind": "calendar", "anchor": "self", "year": year, "month": month, "day": day}


def _persian_date(match: Match) -> Fields | None:
    day = persian_day(int(match.words("cy")[0]), _look_up("PERSIAN_MONTH", match, "pm"), _day_number(match) or 0)
    if day is None:
        return None
    return _full_day(day.year, day.month, day.day)


def _known_day(match: Match) -> Fields | None:
    """ "the 9/11 attacks": digits name the day where the table knows what happened on it and the noun says so.

    In either order, for those who write the day first have such names too ("the 26/11 attacks"). "9/11" needs no noun.
    """
    first, second = (int(part) for part in plain_digits(match.words("md")[0]).split("/"))
    behind = " " + " ".join(match.after(i) for i in range(3))
    for month, day in ((first, second), (second, first)):
        for year, noun, _ in known_days().get((month, day), ()):
            if noun.match(behind) or (first, second) == (9, 11):
                return _full_day(year, month, day)
    return None


def _hijri_date(match: Match) -> Fields | None:
    """ "15 Ramadan 1444", by arithmetic: where the new moon was seen, it may have been a day earlier or later."""
    month = _look_up("HIJRI_MONTH", match, "hm")
    if month is None:
        month = _look_up("HIJRI_PAIR", match, "hm") + _look_up("HIJRI_SECOND", match, "hs")
    day = hijri_day(int(match.words("cy")[0]), month, _day_number(match) or 0)
    if day is None:
        return None
    return _full_day(day.year, day.month, day.day) | {"mod": "APPROX"}


def _year_ago(match: Match) -> Fields | None:
    return {"kind": "offset", "unit": "Y", "amount": 1.0, "shift": -1, "anchor": "narrative", "quarter": 0}


def _duration(match: Match) -> Fields | None:
    return {"kind": "duration", "type": "DURATION", **_amount(match), "shift": _look_up("REL", match, "r")}


def _duration_sum(match: Match) -> Fields | None:
    """Two amounts that add up: "two hours and 30 minutes"."""
    fields = _duration(match)
    second = number(match.words("nn"))
    unit = _look_up("UNIT", match, "uu")
    if fields is None or second is None or fields["amount"] is None or unit is None:
        return None
    first, rest = duration_value(fields["amount"], fields["unit"]), duration_value(second, unit)
    joined = first + (rest[2:] if "T" in first and "T" in rest else rest[1:])
    return {**fields, "value": joined}


def _set(match: Match) -> Fields | None:
    fields: Fields = {"kind": "set", "type": "SET"}
    frequency = _look_up("FREQ", match, "f")
    weekday = next(filter(None, (_look_up(c, match, "w") for c in ("WEEKDAY", "WEEKDAY_SHORT", "WEEKDAYS"))), None)
    part = _look_up("DAYPART", match, "p")
    if frequency:
        return {**fields, "value": frequency}
    if weekday:
        return {**fields, "value": f"XXXX-WXX-{weekday}" + (f"T{part}" if part else ""), "weekday": weekday}
    if part:
        return {**fields, "value": f"XXXX-XX-XXT{part}", "part": part}
    if "s" in match.captures:
        return {**fields, "value": f"XXXX-{_look_up('SEASON', match, 's')}"}
    if "m" in match.captures:
        return {**fields, "value": f"XXXX-{_look_up('MONTH', match, 'm'):02d}"}
    if "u" not in match.captures:
        return fields
    amount = _amount(match)
    every = (amount["amount"] or 1.0) * (
        2 if "other" in [w.strip().lower() for w in match.tokens.words[match.first : match.last]] else 1
    )
    return {**fields, **amount, "amount": every, "value": duration_value(every, amount["unit"])}


def _reference(match: Match) -> Fields | None:
    return {"kind": "reference", "value": _look_up("NOW", match, "x") or _look_up("RECENT", match, "x")}


def _anaphor(match: Match) -> Fields | None:
    part = _look_up("DAYPART", match, "p")
    unit = "D" if part else _look_up("UNIT", match, "u")
    return {
        "kind": "anaphor", "anchor": "narrative", "unit": unit, "part": part, "season": _look_up("SEASON", match, "s"),
        "mod": _edge(match), "type": "TIME" if part else "DATE",
    }  # fmt: skip


def builds() -> tuple[str, ...]:
    """What a rule may name as its ``build``."""
    return tuple(_BUILDERS)


_BUILDERS: dict[str, Callable[[Match], Fields | None]] = {
    "calendar": _calendar, "shift": _shift, "offset": _offset, "dependent": _dependent, "year_ago": _year_ago,
    "duration": _duration, "duration_sum": _duration_sum, "set": _set,
    "reference": _reference, "anaphor": _anaphor, "nth_within": _nth_within, "weekday_off": _weekday_off,
    "ago_of": _ago_of, "night_before": _night_before, "running_time": _running_time, "other_year": _other_year,
    "weekday_from_point": _weekday_from_point, "same_ago": _same_ago,
    "persian_date": _persian_date, "hijri_date": _hijri_date, "known_day": _known_day,
}  # fmt: skip
