"""What may stand in a column: each kind of `seeds/reference/tables.toml` as a function that finds what is wrong.

Asked while the user's tables are in use: a country, an office or a class that they add is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import Any

import seeds
from flows.calendar import holidays
from flows.dates.timex import build, grammar
from flows.dates.timex.guards import GUARDS
from flows.events.frames import frame_tables
from flows.reference.catalogue import Column, ReferenceTable
from flows.reference.entries import Problem, ReferenceRow, is_meant

_PARTIAL = re.compile(r"-?\d{1,4}(?:-\d{2}(?:-\d{2})?)?")
_MONTH_DAY = re.compile(r"(?:\+\d-)?(\d{2}-\d{2})")
_LEMMA = re.compile(r"[^\W\d_][\w'’.&/-]*(?: [?*])?")


def wrong_values(table: ReferenceTable, entry: ReferenceRow) -> list[Problem]:
    """What is wrong in an entry's cells, and in what they say together. A struck-out row need only name its key."""
    if entry.struck:
        return []
    found = []
    for column in table.columns:
        cell = entry.cells.get(column.name)
        if cell is None:
            continue  # the body of a section
        if message := wrong_value(column, cell.text):
            found.append(Problem(table.file, cell.line, cell.column, f"{column.name}: {message}"))
    if not found and (message := _wrong_row(table, entry)):
        found.append(Problem(table.file, entry.place.line, entry.place.column, message))
    return found


def wrong_value(column: Column, text: str) -> str | None:
    """What is wrong with a cell of this column; ``None`` where nothing is."""
    if not text:
        return None if column.may_be_empty else f"is empty; wanted: {column.about}"
    if column.choices:
        choices = [choice for choice in column.choices if choice]
        return None if text in choices else f"{text!r} is none of {', '.join(choices)}{is_meant(text, choices)}"
    try:
        return _KINDS[column.kind.removesuffix("?")](text)
    except ValueError as error:
        return str(error)


def _text(text: str) -> str | None:
    return None


def _names(text: str) -> str | None:
    return "an empty name between two |" if not all(name.strip(" *") for name in text.split("|")) else None


def _lemma(text: str) -> str | None:
    if text != text.lower():
        return f"{text!r} is to be in lower case"
    return None if _LEMMA.fullmatch(text) else f"{text!r} is no word"


def _code(text: str) -> str | None:
    return None if re.fullmatch(r"[A-Z]{3}", text) else f"{text!r} is no code of three capital letters"


def _country(text: str) -> str | None:
    if text in _countries() or text in _codes():
        return None
    meant = next((code for code, name in _countries().items() if text.lower() in (name.lower(), code.lower())), None)
    hint = f"; is {meant} meant?" if meant else ": ISO 3166-1 has three letters, such as FRA"
    return f"{text!r} is no country{hint}"


@seeds.kept
def _countries() -> dict[str, str]:
    return {row["iso3"]: row["name"] for row in seeds.rows("countries.csv")}


@cache
def _codes() -> frozenset[str]:
    """Codes of places that are in no table of ours, and of states that are no more: Unicode CLDR, as Babel has it."""
    from babel.core import get_global

    return frozenset({"EUU", *(code for code in get_global("territory_aliases") if len(code) == 3)})


def _country_or_body(text: str) -> str | None:
    return None if re.fullmatch(r"@\S.*", text) else _country(text)


def _sector(text: str) -> str | None:
    return None if text in _sectors() else f"{text!r} is no sector: {', '.join(_sectors())}"


@seeds.kept
def _sectors() -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.split(":")[0] for line in seeds.lines("sectors.txt")))


def _office(text: str) -> str | None:
    if text in _offices() or text.startswith("*"):
        return None
    return f"{text!r} is no office of offices.csv{is_meant(text, list(_offices()))}"


@seeds.kept
def _offices() -> dict[str, None]:
    rows = seeds.rows("offices.csv")
    return dict.fromkeys([*(row["office"] for row in rows), *(f"any {row['kind']}" for row in rows)])


def _event_type(text: str) -> str | None:
    known = [*frame_tables.event_types(), frame_tables.NO_EVENT]
    return None if text in known else f"{text!r} is no event type: {', '.join(known)}"


def _operator(text: str) -> str | None:
    known = list(frame_tables.composition())
    return None if text in known else f"{text!r} is no operator: {', '.join(known)}"


def _pattern(text: str) -> str | None:
    return frame_tables.wrong_pattern(text)


def _name(text: str) -> str | None:
    return None if re.fullmatch(r"[\w.-]+", text) else f"{text!r} is no name: letters, digits, _ and - are"


def _date(text: str) -> str | None:
    if not _PARTIAL.fullmatch(text):
        return f"{text!r} is no date: 2017-11-20, 2017-11 or 2017 are"
    parts = [*text.removeprefix("-").split("-"), "01", "01"][:3]
    date(max(int(parts[0]), 1), int(parts[1]), int(parts[2]))
    return None


def _day(text: str) -> str | None:
    date.fromisoformat(text)
    return None


def _date_or_length(text: str) -> str | None:
    return None if re.fullmatch(r"\d+[dmy]", text) else _date(text)


def _month_day(text: str) -> str | None:
    found = _MONTH_DAY.fullmatch(text)
    if not found:
        return f"{text!r} is no month and day such as 07-14"
    date.fromisoformat(f"2000-{found[1]}")
    return None


def _editions(text: str) -> str | None:
    return (
        None if re.fullmatch(r"(?:\d+(?::\d+)?\s*)+", text) else f"{text!r}: wanted are years, or editions as 43:2021"
    )


def _number(text: str) -> str | None:
    return None if re.fullmatch(r"-?\d+", text) else f"{text!r} is no whole number"


def _degrees(most: float) -> Callable[[str], str | None]:
    def check(text: str) -> str | None:
        return None if abs(float(text)) <= most else f"{text} is no number of degrees: at most {most:.0f}"

    return check


def _language(text: str) -> str | None:
    return None if re.fullmatch(r"[a-z]{2,3}", text) else f"{text!r} is no code of a language, such as de"


_KINDS: dict[str, Callable[[str], str | None]] = {
    "text": _text, "names": _names, "lemma": _lemma, "code": _code, "country": _country,
    "country or body": _country_or_body, "sector": _sector, "office": _office, "event type": _event_type,
    "operator": _operator, "pattern": _pattern, "name": _name, "date": _date, "day": _day,
    "date or length": _date_or_length, "month-day": _month_day, "editions": _editions, "number": _number,
    "latitude": _degrees(90), "longitude": _degrees(180), "language": _language,
}  # fmt: skip


# ---------------------------------------------------------------- what a row says as a whole
def _wrong_row(table: ReferenceTable, entry: ReferenceRow) -> str | None:
    row = entry.texts()
    try:
        return _ROWS[table.name](row, entry.body) if table.name in _ROWS else None
    except (ValueError, TypeError, KeyError) as error:
        return str(error)


def _out_of_order(first: str, last: str) -> Callable[[dict[str, str], Any], str | None]:
    def check(row: dict[str, str], body: Any) -> str | None:
        begin, end = row[first], row[last]
        if begin and end and re.match(r"\d+-|\d+$", end) and begin[: len(end)] > end[: len(begin)]:
            return f"{last} ({end}) is before {first} ({begin})"
        return None

    return check


def _term(row: dict[str, str], body: Any) -> str | None:
    if not row["known"] and not row["from"]:
        return "known and from are both empty: since when is it named?"
    return _out_of_order("from" if row["from"] else "known", "until")(row, body)


def _known_day(row: dict[str, str], body: Any) -> str | None:
    date(int(row["year"]), int(row["month"]), int(row["day"]))
    return None


def _rule(row: dict[str, str], body: Any) -> str | None:
    if row["section"].startswith("macros."):
        return None if isinstance(body, str) else "a macro is a pattern in quotes"
    if not isinstance(body, dict) or not all(isinstance(body.get(key), str) for key in ("name", "pattern", "build")):
        return "a [[rule]] with name, pattern and build is wanted"
    if unknown := [key for key in body if key not in _RULE_KEYS]:
        return f"{unknown[0]!r} is none of {', '.join(_RULE_KEYS)}"
    for key, known in (("build", list(build.builds())), ("guard", list(GUARDS))):
        if key in body and body[key] not in known:
            return f"{key}: {body[key]!r} is none of {', '.join(known)}{is_meant(body[key], known)}"
    return None


_RULE_KEYS = ("name", "pattern", "build", "guard", "message", "history", "follows", "sets")


def wrong_rules(entries: Sequence[ReferenceRow]) -> list[Problem]:
    """What keeps the grammar from being compiled with these rules in it; asked once they are well formed."""
    try:
        grammar.Grammar()
    except ValueError as error:
        for entry in entries:
            if f"rule {entry.key[0]}: " in str(error):
                return [
                    Problem("timex_rules.toml", entry.place.line, entry.place.column, f"pattern: {error.__cause__}")
                ]
        return [Problem("timex_rules.toml", 0, 0, str(error))]
    return []


def _holiday(row: dict[str, str], body: Any) -> str | None:
    return holidays.wrong_holiday(body)


_ROWS: dict[str, Callable[[dict[str, str], Any], str | None]] = {
    "office_holders": _out_of_order("start", "end"), "eras": _out_of_order("date_from", "date_to"), "terms": _term,
    "known_days": _known_day, "timex_rules": _rule, "holidays": _holiday,
}  # fmt: skip
