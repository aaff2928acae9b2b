"""From a rule's captures to an ``Expression``: what each kind of rule means."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from flows.dates.timex.cues import cues
from flows.dates.timex.expression import Expression
from flows.dates.timex.grammar import Match
from flows.dates.timex.holidays import holiday_names
from flows.dates.timex.lexicon import plain_digits, word_lists

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
        if match.rule.name == "second-year":
            fields["year"] = (previous.year or 0) // 100 * 100 + fields["year"] % 100
        else:
            fields["month"] = previous.month
            fields["year"] = fields.get("year") or previous.year
        fields["anchor"] = "self" if fields["year"] else "either"
    start, end = match.start, match.end
    told = cues(fields["kind"], fields.get("shift"), text[start:end], match.tokens, match.first, match.last)
    return Expression(start=start, end=end, text=text[start:end], rule=match.rule.name, **fields, **told._asdict())


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
        value = int(digits)
        return value if len(digits) > 2 or words[0] == digits else value + (2000 if value <= _PIVOT else 1900)
    numbers = word_lists()["NUMWORD"]
    if "thousand" in words:
        spoken = number(words)
        return None if spoken is None else int(spoken)
    first, rest = int(numbers.get(words[0], 0)), sum(int(numbers.get(w, 0)) for w in words[1:])
    return first * 100 + rest if 10 <= first <= 21 and 1 <= rest <= 99 else None


_PIVOT = 40  # "'41" and above belong to the 20th century, as POSIX has it for 69: news looks further back than ahead


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
    named = word_lists()["CLOCKWORD"].get(words[-1])
    if named is not None:
        alone = (
            match.rule.name == "clock"
        )  # "midnight" of no named day is when the day begins, "midnight Friday" its end
        return {"type": "TIME", "hour": 0 if alone and named == 24 else int(named), "minute": 0}
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
    if (
        half is None and hour < 12 and _look_up("DAYPART", match, "p") in ("AF", "EV", "NI")
    ):  # "5 o'clock this afternoon"
        fields["hour"] = hour + 12
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
def _digits_date(words: list[str]) -> Fields | None:
    """A date in digits: the year is the part of four digits; day before month unless only the other order fits."""
    parts = [int(p) for p in re.split(r"[./]", plain_digits(words[0]))]
    if parts[0] > 31:
        y, m, d = parts
    else:
        d, m, y = parts
        if "/" in words[0] and d <= 12:  # with slashes the American order is the commoner one in English
            d, m = m, d
        if m > 12:
            d, m = m, d
        if y < 100:
            y += 2000 if y <= _PIVOT else 1900
    return {"year": y, "month": m, "day": d} if 1 <= m <= 12 and 1 <= d <= 31 else None


def _calendar(match: Match) -> Fields | None:
    fields: Fields = {"kind": "calendar", "anchor": "either"}
    if "iso" in match.captures:
        word = plain_digits(match.words("iso")[0])
        y, m, d = (int(p) for p in word[:10].split("-"))
        fields |= {"year": y, "month": m, "day": d}
        if len(word) >= 16:
            fields |= {"type": "TIME", "hour": int(word[11:13]), "minute": int(word[14:16])}
    elif "num" in match.captures:
        digits = _digits_date(match.words("num"))
        if digits is None:
            return None
        fields |= digits
    else:
        fields |= {
            "month": _look_up("MONTH", match, "m") or _look_up("MONTH_SHORT", match, "m"),
            "day": _day_number(match),
        }
    if "y" in match.captures:
        fields["year"] = year_number(match.words("y"))
        if fields["year"] is None:
            return None
    fields["weekday"] = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAY_SHORT", match, "w")
    fields["season"] = _look_up("SEASON", match, "s")
    fields["era"] = _look_up("ERA", match, "era")
    fields["mod"] = "APPROX" if "a" in match.captures else _edge(match)
    if "hol" in match.captures:
        fields["holiday"] = holiday_names()[_phrase(match, "hol")]
    if "q" in match.captures:
        fields["quarter"] = _look_up("QUARTER_NAME", match, "q") or _ordinal(match.words("q"))
        if fields["quarter"] not in (1, 2, 3, 4):
            return None
    if "hf" in match.captures:
        fields["half"] = 1 if _phrase(match, "hf") in ("first", "1st", "h1") else 2
    if "nth" in match.captures:
        fields["nth"] = -1 if _phrase(match, "nth") == "last" else _ordinal(match.words("nth"))
    if "de" in match.captures:
        fields["decade"] = _decade(match.words("de")[0])
        if 100 <= fields["decade"] <= 190 and fields["decade"] % 10 == 0:  # "the 1800s" are a century
            fields["century"] = fields.pop("decade") // 10
        if "half" in fields:
            fields["mod"] = "START" if fields.pop("half") == 1 else "END"
    if "ce" in match.captures:
        ordinal = _ordinal(match.words("ce"))
        if ordinal is None or ordinal > 99:
            return None
        fields["century"] = ordinal - 1
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


def _decade(word: str) -> int:
    """198 for "1980s"; 8 for "the eighties" and "the '80s", whose century the context gives."""
    word = plain_digits(word.lower()).lstrip("'’")
    digits = word.rstrip("s")
    return (int(digits) if digits.isdigit() else int(word_lists()["DECADE_WORD"].get(word, 0))) // 10


def _shift(match: Match) -> Fields | None:
    fields: Fields = {"kind": "shift", "anchor": "dct"}
    named = _look_up("NAMED_DAY", match, "nd")
    if named is not None:
        beyond = -1 if named < 0 else 1  # "the day before yesterday"
        fields |= {"unit": "D", "shift": named + (beyond if match.rule.name == "day-before-yesterday" else 0)}
    else:
        fields |= {"unit": _look_up("UNIT", match, "u"), "shift": _look_up("REL", match, "r")}
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


def _amount(match: Match) -> Fields:
    words = match.words("n")
    unit_word = match.words("u")[-1].lower()
    if words:
        amount = number(words)
    else:
        amount = None if "v" in match.captures or unit_word in word_lists()["UNIT_PLURAL"] else 1.0
        amount = 2.0 if match.words("v")[-1:] == ["couple"] else amount
    tail = [w.strip().lower() for w in match.tokens.words[match.last - 3 : match.last]]
    if tail == ["and", "a", "half"] and amount is not None and "half" not in (w.lower() for w in words):
        amount += 0.5
    mod = word_lists()["MODIFIER"].get(_phrase(match, "a")) if "a" in match.captures else None
    if mod is None and "a" in match.captures:
        mod = word_lists()["MODIFIER"].get(" ".join(_phrase(match, "a").split()[-2:]))
    return {"amount": amount, "unit": _look_up("UNIT", match, "u"), "mod": mod}


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
    weekday = _look_up("WEEKDAY", match, "w") or _look_up("WEEKDAYS", match, "w")
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


_BUILDERS: dict[str, Callable[[Match], Fields | None]] = {
    "calendar": _calendar, "shift": _shift, "offset": _offset, "dependent": _dependent, "year_ago": _year_ago,
    "duration": _duration, "duration_sum": _duration_sum, "set": _set,
    "reference": _reference, "anaphor": _anaphor,
}  # fmt: skip


def duration_value(amount: float | None, unit: str) -> str:
    """A TIMEX3 duration: ``P3M``, ``PT2H``, ``P2.5Y``; ``PXY`` where the amount is vague; half an hour is ``PT30M``."""
    if amount is not None and unit in _OTHER_UNITS:
        factor, unit = _OTHER_UNITS[unit]
        amount *= factor
    if amount == 0.5 and unit in _HALVES:
        amount, unit = _HALVES[unit]
    written = "X" if amount is None else f"{amount:.10g}"
    if unit in ("H", "TM") and amount is not None and amount % 1 == 0.5:
        return f"PT{int(amount)}H30M" if unit == "H" else f"PT{int(amount)}M30S"
    if unit in _OF_DAY:
        return f"PT{written}{_OF_DAY[unit]}"
    return f"P{written}{_LETTERS.get(unit, unit)}"


_OTHER_UNITS = {"FN": (2, "W"), "SM": (6, "M")}
_HALVES = {"H": (30, "TM"), "TM": (30, "S"), "Y": (6, "M"), "DE": (5, "Y"), "CE": (50, "Y"), "D": (12, "H")}
_OF_DAY = {"H": "H", "TM": "M", "S": "S"}
_LETTERS = {"N": "D", "FN": "W", "SM": "M"}
