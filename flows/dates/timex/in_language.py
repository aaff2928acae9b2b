"""Date expressions of a text in a language other than English: full dates, days of a month, weekdays, "vor drei Tagen".

Full dates are found by `flows.calendar.written`. For what counts from the day of writing,
`seeds/reference/relative_words.csv` says where an expression stands, and dateparser, asked in the text's own language,
what it means. The names of weekdays and months are those of that language alone, written out: "mar", "sat" and "est"
are words of others.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.calendar.digits import plain_digits
from flows.dates.timex.expression import Direction, Expression
from flows.dates.timex.in_english import in_english
from seeds import kept_most, rows

_MOST = 400  # expressions that count from the day of writing; dateparser is asked no oftener in one text
_LARGEST = 99  # "2017年前" is "before 2017"
_UNSPACED = frozenset({"zh", "ja", "ko"})
_UNITS = r"(?:天|日|周|週間|週|个月|個月|か月|ヶ月|カ月|月|年|일|주일|주|개월|년)"
_DAY_OF_MONTH = re.compile(r"(?<![\d年년])(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日號号일](?!\d)")
_CHINESE_WEEKDAY = re.compile(r"(?:星期|礼拜|禮拜|(?<![一-鿿])周|(?<=[的在])周)([一二三四五六日天])(?![年月])")
_BESIDE = 8  # characters between a weekday and its date: "Montag, den 3. Oktober"
_CLAUSE = re.compile(r"[;:!?()–—]|\.\s|[^\W\d_]{4,}")  # … that part the two
_LONG = 4  # letters from which a name stands for nothing else
_WORD = r"[^\W\d_]+"
_OR_FROM = frozenset({"es"})  # whose word for "since" is also that for "from"
_MODS = {"more": "MORE_THAN", "less": "LESS_THAN", "about": "APPROX"}
_SINCE = {
    language: re.compile(rf"\b(?:{words})\s(?:(?:dem|der|le|la|el|den|early|Anfang|Mitte|Ende)\s)?$", re.IGNORECASE)
    for language, words in (("de", "seit"), ("fr", "depuis"), ("nl", "sinds"), ("sv", "sedan"), ("es", "desde"))
}
_AS_WRITTEN = (("'", "['’]"), ("ی", "[یي]"), ("ک", "[کك]"))  # Arabic is written with Persian letters, too


@dataclass(frozen=True, slots=True)
class _Words:
    """One language's rows of the table, as patterns."""

    meanings: dict[str, str]  # phrase → what it is in English, "" where dateparser reads it
    numbers: dict[str, str]
    phrase: re.Pattern[str] | None
    counted: tuple[re.Pattern[str], ...]
    months: re.Pattern[str] | None
    months_alone: re.Pattern[str] | None
    weekdays: re.Pattern[str] | None
    ahead: re.Pattern[str] | None


def in_language(text: str, language: str, found: Sequence[Expression]) -> list[Expression]:
    """The expressions of ``text``, which is written in ``language`` (ISO 639-1).

    ``found`` is what the English grammar found; of that what is written in figures stands. In order, none overlapping.
    """
    plain = plain_digits(text)
    words = _words(language)
    added = [
        *_full_dates(text, plain, language),
        *_days_of_months(text, plain, language, words),
        *_months(text, language, words),
        *_counted_from_writing(text, plain, language, words),
        *_weekdays(text, language, words),
    ]
    added = [_as_since_when(e, text, language) for e in added]
    dated = sorted(e.start for e in added if e.day is not None)
    added = [e for e in added if e.weekday is None or not _names_the_day_of(e, dated, text)]
    figures = [e for e in found if not any(c.isalpha() for c in e.text) or e.rule.startswith("iso")]
    figures = [_as_since_when(e, text, language) for e in figures]
    return _first_of_each_place([*added, *figures])


def _names_the_day_of(weekday: Expression, dated: Sequence[int], text: str) -> bool:
    """Whether a date begins right after a weekday, which is the name of its day: "lundi 20 novembre"."""
    at = bisect_left(dated, weekday.end)
    if at == len(dated) or dated[at] - weekday.end > _BESIDE:
        return False
    return _CLAUSE.search(text[weekday.end : dated[at]]) is None


def _first_of_each_place(everything: Sequence[Expression]) -> list[Expression]:
    """Of expressions that overlap the one that says more: the earlier in ``everything``."""
    taken: list[Expression] = []
    covered = bytearray(max((e.end for e in everything), default=0))
    for e in everything:
        if not any(covered[e.start : e.end]):
            covered[e.start : e.end] = b"\x01" * (e.end - e.start)
            taken.append(e)
    return sorted(taken, key=lambda e: e.start)


def _full_dates(text: str, plain: str, language: str) -> Iterator[Expression]:
    from flows.calendar.written import find_written, settle  # loads dateparser's tables

    for w in settle(find_written(plain, language), plain, language):
        said = text[w.start : w.end].rstrip()
        if len(w.days) != 1 or (w.form == "numeric" and not re.search(r"\d{4}", said)):
            continue  # "1.2.15" is a section more often than a day
        d = w.days[0]
        yield Expression(
            w.start, w.start + len(said), said, "DATE", f"{w.granularity}-in-language", "calendar", "self",
            year=d.year, month=d.month, day=d.day if w.granularity == "day" else None,
        )  # fmt: skip


def _days_of_months(text: str, plain: str, language: str, words: _Words) -> Iterator[Expression]:
    """ "am 3. Oktober", "10月3日": the year is left to the story."""
    from flows.calendar.words import month_number

    told = [(m, int(m[1]), int(m[2])) for m in _DAY_OF_MONTH.finditer(plain)] if language in _UNSPACED else []
    if words.months:
        told += [(m, month_number(m[2], language) or 0, int(m[1])) for m in words.months.finditer(plain)]
    for m, month, day in told:
        if 1 <= month <= 12 and 1 <= day <= 31:
            yield Expression(
                m.start(), m.end(), text[m.start() : m.end()], "DATE", "month-day-in-language", "calendar", "either",
                month=month, day=day,
            )  # fmt: skip


def _months(text: str, language: str, words: _Words) -> Iterator[Expression]:
    """ "Im März", "fin mars", "el pasado marzo": of which year, the story says."""
    from flows.calendar.words import month_number

    for m in words.months_alone.finditer(text) if words.months_alone else ():
        month = month_number(m["name"], language)
        shift = -1 if m["last"] or m["past"] else None
        direction: Direction | None = "past" if shift else None
        if month:
            start, end = (
                m.start("last") if m["last"] else m.start("name"),
                m.end("past") if m["past"] else m.end("name"),
            )
            said = text[start:end]
            yield Expression(
                start, end, said, "DATE", "month-alone-in-language", "calendar", "either", month=month, shift=shift,
                direction=direction, firm=shift is not None, cue=said if shift else "",
            )  # fmt: skip


def _as_since_when(e: Expression, text: str, language: str) -> Expression:
    """What something has lasted since lies in the past, whatever the tense: "seit Mai 2014 wird verhandelt"."""
    since = _SINCE.get(language)
    if e.kind != "calendar" or e.direction or not since or not since.search(text, max(0, e.start - 16), e.start):
        return e
    return replace(e, signal="since", direction="past", firm=language not in _OR_FROM, cue="since")


def _weekdays(text: str, language: str, words: _Words) -> Iterator[Expression]:
    """Weekdays, looked back at as news does, unless a word beside them says that they are to come."""
    from flows.calendar.words import weekday_number

    told: list[tuple[re.Match[str], int | None]] = [
        (m, "一二三四五六日".find(m[1].replace("天", "日"))) for m in _CHINESE_WEEKDAY.finditer(text)
    ]
    if words.weekdays:
        told += [(m, weekday_number(m["name"], language)) for m in words.weekdays.finditer(text)]
    for m, weekday in told:
        start, end = m.span("name") if "name" in m.groupdict() else m.span()
        around = text[max(0, start - 14) : start] + " " + text[end : end + 12]
        direction: Direction = "future" if words.ahead and words.ahead.search(around) else "past"
        if weekday is not None:
            yield Expression(
                start, end, text[start:end], "DATE", "weekday-in-language", "calendar", "either",
                weekday=weekday + 1, direction=direction,
            )  # fmt: skip


def _counted_from_writing(text: str, plain: str, language: str, words: _Words) -> Iterator[Expression]:
    """ "gestern", "la semaine dernière", "vor drei Tagen", "3日前"."""
    asked = 0
    for pattern in (words.phrase, *words.counted):
        for m in pattern.finditer(plain) if pattern else ():
            asked += 1
            if asked > _MOST:
                return
            said = m.group()
            expression = _meant(said, language, words) if pattern is words.phrase else _ago(m, language, words)
            if expression is not None:
                start, end = m.start(), m.end()
                yield replace(expression, start=start, end=end, text=text[start:end], cue=text[start:end], firm=True)


def _meant(said: str, language: str, words: _Words) -> Expression | None:
    english = words.meanings.get(_plain(said), "")
    if english:
        return _in_english(english)
    from flows.calendar.by_dateparser import told_distance

    told = told_distance(said, language)
    return None if told is None else _shift(*told)


@kept_most(64)
def _in_english(meaning: str) -> Expression | None:
    return next(iter(in_english(meaning)), None)


def _shift(amount: int, unit: str) -> Expression:
    direction: Direction | None = "past" if amount < 0 else "future" if amount > 0 else None
    return Expression(
        0, 0, "", "DATE", "relative-in-language", "shift", "dct", unit=unit, shift=amount, direction=direction
    )


def _ago(m: re.Match[str], language: str, words: _Words) -> Expression | None:
    """A number of units before the day of writing; a number in words is put in figures for dateparser."""
    from flows.calendar.by_dateparser import told_distance

    number = words.numbers.get(m["n"].lower(), m["n"]) if m["n"] else None
    if number is not None and number.isdecimal() and int(number) > _LARGEST:
        return None
    groups = m.groupdict()
    hedge = next((kind for kind in _MODS if groups.get(kind)), None)
    if number is None:
        said = m.group() if groups.get("before") else f"1 {m.group()}"
    else:
        at = m.start("n") - m.start()
        upto = m.start(hedge) - m.start() if hedge else at
        said = m.group()[:upto] + number + m.group()[at + len(m["n"]) :]
    told = told_distance(said, language)
    if told is None or told[0] >= 0:
        return None
    amount, unit = told
    return Expression(
        0, 0, "", "DATE", "ago-in-language", "offset", "dct", unit=unit, amount=-amount, shift=-1, direction="past",
        mod=_MODS[hedge] if hedge else None,
    )  # fmt: skip


@kept_most(32)
def _words(language: str) -> _Words:
    from flows.calendar.words import month_names

    listed: dict[str, list[tuple[str, str]]] = {}
    for row in rows("relative_words.csv"):
        if row["language"] == language:
            listed.setdefault(row["kind"], []).append((row["words"], row["means"]))
    forms = {kind: [form for form, _ in pairs] for kind, pairs in listed.items()}
    unspaced = language in _UNSPACED
    low, high = ("", "") if unspaced else (r"(?<![\w’'-])", r"(?![\w-])")
    numbers = dict(listed.get("number", []))
    months = _any(month_names(language))
    return _Words(
        {_plain(form): means for form, means in listed.get("phrase", [])},
        numbers,
        _compiled(f"{low}{_any(forms.get('phrase', []))}{high}") if "phrase" in forms else None,
        _counted(forms, numbers, unspaced=unspaced),
        _compiled(rf"(?<![\d.,:/-])(\d{{1,2}})(?:\.|er|re|º|°|ª|-го|-е)?\s(?:de |di |d['’])?({months}){high}")
        if months and not unspaced
        else None,
        _month_alone(forms, months),
        _weekday(language, forms, low, high),
        _compiled(rf"(?<!\w){_any(forms['ahead'])}") if "ahead" in forms else None,
    )


def _month_alone(forms: dict[str, list[str]], months: str) -> re.Pattern[str] | None:
    """The names of months behind a word that makes them one ("im März"): alone they may be names or other words."""
    if not months or "month" not in forms:
        return None
    last, past = (_any(forms[kind]) if kind in forms else r"(?!)" for kind in ("last-month", "month-past"))
    return _compiled(
        rf"(?<![\w’'-]){_any(forms['month'])}\s(?:de\s)?(?P<last>{last}\s)?(?P<name>{months})(?![\w-])(?!\s\d)"
        rf"(?P<past>\s{past}(?!\w))?"
    )


def _weekday(language: str, forms: dict[str, list[str]], low: str, high: str) -> re.Pattern[str] | None:
    """The names of weekdays, between the word boundaries ``low`` and ``high`` or beside the words that they need."""
    from flows.calendar.words import weekday_names

    names = _any([name for name in weekday_names(language) if len(name) >= _LONG or not name.isascii()])
    if not names or language == "zh":
        return None
    if needs_a_word := _any(forms.get("weekday", [])):
        low = rf"(?:(?<!\w){needs_a_word}\s)"
    if "weekday-after" in forms:
        high = rf"(?=\s{_any(forms['weekday-after'])}(?!\w))"
    return _compiled(rf"{low}(?P<name>{names}){high}")


def _counted(forms: dict[str, list[str]], numbers: dict[str, str], *, unspaced: bool) -> tuple[re.Pattern[str], ...]:
    """Where a number and a unit stand beside a word that says "ago"."""
    number = "|".join([r"\d{1,3}", *([_any(list(numbers))] if numbers else [])])
    hedges = (rf"(?P<{kind}>{_any(forms[kind])}\s)" for kind in _MODS if kind in forms)
    number = f"(?:{'|'.join(hedges)})?(?P<n>{number})"
    before, after = (_any(forms.get(kind, [])) for kind in ("before", "after"))
    if unspaced:
        patterns = [rf"(?<!\d){number}\s?{_UNITS}\s?{after}"] if after else []
    else:
        patterns = [rf"(?<!\w)(?P<before>{before})\s(?:{number}\s)?{_WORD}(?!\w)"] if before else []
        patterns += [rf"(?<!\w)(?:{number}\s)?{_WORD}\s(?:yang\s)?{after}(?!\w)"] if after else []
    return tuple(map(_compiled, patterns))


def _any(forms: Sequence[str]) -> str:
    """A pattern for any of the forms, the longest first; ``""`` for none."""
    patterns = [re.escape(form.removesuffix("*")) + r"\w*" * form.endswith("*") for form in forms]
    for letter, letters in _AS_WRITTEN:
        patterns = [pattern.replace(letter, letters) for pattern in patterns]
    return f"(?:{'|'.join(sorted(patterns, key=len, reverse=True))})" if patterns else ""


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _plain(said: str) -> str:
    return said.lower().replace("’", "'")
