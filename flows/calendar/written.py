"""Complete calendar dates as pages write them: "24. Januar 2022", "Jan 7, 2024", "2020-04-26", 2020年7月3日.

This finder exists beside the English grammar of `flows.dates.timex` because a page's own date stands in the page's
furniture and in the page's language. It looks for digits first and at the words around them second, so that it stays
linear on any input, and cheap.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flows.calendar import other_calendars, spans
from flows.calendar.digits import plain_digits
from flows.calendar.figures import full_year, orders
from flows.calendar.words import month_number, weekday_number
from flows.records import Interval
from seeds import kept, rows

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Written:
    """A date as written, ``text[start:end]``; ``days`` holds two where day and month could be exchanged.

    ``granularity`` is "day" or "month" (``days`` then holds the month's first). ``weekday`` stands beside it if any.
    """

    start: int
    end: int
    days: tuple[date, ...]
    granularity: str
    weekday: int | None = None
    form: str = ""

    @property
    def interval(self) -> Interval:
        """The days it may mean: a day, a month, or the hull of two readings."""
        if self.granularity == "month":
            return spans.month(self.days[0].year, self.days[0].month).days
        return Interval(min(self.days), max(self.days))


_Y = r"(?P<y>(?:19|20|25)\d\d)"
_GAP = r"[\s,.·/|-]{0,3}"
_ORDINAL = r"(?:st|nd|rd|th|er|ère|\.º|º|°|ª|\.ª|-го|-е|-ші|วันที่)?"
_WORD = r"(?P<w>[^\W\d_][^\d\s.,/()\-:;|\[\]{}<>\"'’–—_·•]{1,19})"
_YMD = re.compile(rf"(?<![\d.,/]){_Y} ?(?P<s>[-./]) ?(?P<m>\d{{1,2}}) ?(?P=s) ?(?P<d>\d{{1,2}})(?!\d|[.,:]\d)")
_CJK = re.compile(rf"(?<!\d){_Y}\s?[年년]\s?(?P<m>\d{{1,2}})\s?[月월]\s?(?:(?P<d>\d{{1,2}})\s?[日일号號])?")
# Cells of a page's layout come without a blank between them: a date may begin right after the year of another one or
# after a clock ("14:0512 June"), and end right before a clock ("27.09.1912:44"), another date, or a number of comments
# ("05/09/20184 comments").
_AFTER_NO_FIGURE = r"(?:(?<!\d)(?<!\d[.,/:-])|(?<=[^\d](?:19|20)\d\d)|(?<=\d:\d\d))"
_NUMERIC = re.compile(
    _AFTER_NO_FIGURE + r"(?P<a>\d{1,2})(?P<s> ?[./-] ?)(?P<b>\d{1,2})(?P=s)"
    r"(?P<y>(?:19|20|25)\d\d(?!\d|[.,/:]\d)|(?:19|20)\d\d(?=\d{1,3} [^\W\d_]{4}|\d\d?:\d\d|\d\d?[./]\d\d?[./])"
    r"|\d\d(?=\d\d:\d\d)|\d\d(?!\d|[.,/:-]\d))"
)
_DAY_WORD_YEAR = re.compile(
    rf"{_AFTER_NO_FIGURE}(?P<d>\d{{1,2}}){_ORDINAL}{_GAP}(?:de |d['’]|of |ta['’]|den |tháng )?{_WORD}"
    rf"(?:/[^\W\d_]{{2,15}})?[.,]?{_GAP}(?:de |del |of |do |м\. |năm |พ\.ศ\. ?)?{_Y}"
)
_VIETNAMESE = re.compile(rf"(?<!\d)(?P<d>\d{{1,2}}) tháng (?P<m>\d{{1,2}}),? (?:năm )?{_Y}(?!\d)")
_DAY_WORD_SHORT_YEAR = re.compile(
    rf"(?<!\d)(?<!\d[.,:])(?P<d>\d{{1,2}})[ -]{_WORD}\.?[ -]['’]?(?P<y>\d\d)"
    r"(?![\d:.]|,? (?:19|20)\d\d|\s?(?:[ap]m|h|:|uhr))"
)
# "Issue 2, April 2016": the number of an issue is no day.
_NUMBERED = re.compile(
    r"(?:\b(?:issue|no|nr|num|vol|heft|ausgabe|band|número|numéro|numero)|№|n[°º])\.? ?$", re.IGNORECASE
)
_DAY_YEAR = re.compile(
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?: {{1,3}}\d\d:\d\d(?::\d\d)?(?: [+-]\d{{4}}| [A-Z]{{3,4}})?)?"
    rf"(?:,|\s|·|\.){{1,3}}(?:de |del )?{_Y}"
)
_YEAR = re.compile(rf"(?<![\d.,/]){_Y}(?!\d)")
_WORD_BEFORE = re.compile(rf"(?<![^\W\d_]){_WORD}[.,]?[\s·/-]{{0,2}}(?:de |del |of )?$")
_WORD_DAY_AFTER = re.compile(
    rf"^\.?(?:[^\S\n]|-){{0,2}}(?:m\.|г\.|ж\.|gada|році|году)?[^\S\n]?(?P<d1>\d{{1,2}})?\.?[^\S\n]?{_WORD}"
    r"\.?[\s-]?(?P<d2>\d{1,2})?(?!\d)"  # on one line: "Plans for 2020" does not date what stands below it
)
_GLUED = re.compile(r"[a-zà-ÿ](?=[A-ZÀ-Þ])")
_DIGITS = re.compile(r"\d+")  # every date begins with some, or has its month right before them
_WINDOW = 26
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")  # Bengali, Persian, full-width …


def find_written(text: str, language: str | None = None, start: int = 0, end: int | None = None) -> list[Written]:
    """All complete dates written in ``text[start:end]``, in order, disjoint; months where no day stands.

    ``language`` (ISO 639-1) settles words that name two months. Numeric dates that could be read both ways carry both
    readings: `settle` decides what the page decides.
    """
    end = len(text) if end is None else end
    if _OTHER_DIGIT.search(text, start, end):
        text = plain_digits(text)
    found: list[Written] = []
    for digits in _DIGITS.finditer(text, start, end):
        length = digits.end() - digits.start()
        if length <= 2:
            found += _from_day(text, language, digits.start(), start, end)
        elif length in (3, 4) and text[max(start, digits.start() - 1)] == ":":
            found += _from_day(text, language, digits.start() + 2, start, end)
        elif length == 4 and digits[0] >= "1900":
            found += _from_year(text, language, digits.start(), start, end)
        elif length in (5, 6) and digits[0] >= "1900":
            found += _from_day(text, language, digits.start() + 4, start, end)
    if language in other_calendars.IN_FIGURES or not text.isascii():
        for low, high, day in other_calendars.find_other_calendars(text[start:end], language):
            found.append(Written(start + low, start + high, (day,), "day", form="other calendar"))
    found.sort(key=lambda w: (w.start, -(w.end - w.start)))
    kept: list[Written] = []
    for written in found:
        if kept and written.start < kept[-1].end:
            if kept[-1].granularity == "month" and written.granularity == "day":
                kept[-1] = written
            continue
        kept.append(written)
    return [_with_weekday(w, text, language) for w in kept]


def _year(digits: str) -> int:
    year = full_year(digits)
    return year - other_calendars.BUDDHIST if year >= 2500 else year


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if EARLIEST_YEAR <= year <= LATEST_YEAR else None
    except ValueError:
        return None


def _from_year(text: str, language: str | None, at: int, start: int, end: int) -> Iterator[Written]:
    """The date, or the month, whose year stands at ``at``: the year first, or the month before it and no day."""
    if m := _YMD.match(text, at, end):
        if day := _day(_year(m["y"]), int(m["m"]), int(m["d"])):
            yield Written(m.start(), m.end(), (day,), "day", form="ymd")
    elif m := _CJK.match(text, at, end):
        if day := _day(_year(m["y"]), int(m["m"]), int(m["d"] or 1)):
            yield Written(m.start(), m.end(), (day,), "day" if m["d"] else "month", form="cjk")
    elif m := _YEAR.match(text, at, end):
        after = _WORD_DAY_AFTER.search(text[m.end() : min(end, m.end() + 40)])
        # "2020. április 3.", "2020 m. balandžio 3 d."; with a day on both sides of the month it is not one date
        days = [after[d] for d in ("d1", "d2") if after[d]] if after else []
        month = month_number(after["w"], language) if after and len(days) == 1 else None
        if after and month and (day := _day(_year(m["y"]), month, int(days[0]))):
            yield Written(m.start(), m.end() + after.end(), (day,), "day", form="ymd words")
            return
        low, month = _month_before(text, language, at, start)
        if month and (first := _day(_year(m["y"]), month, 1)):
            yield Written(low, m.end(), (first,), "month", form="month year")


def _from_day(text: str, language: str | None, at: int, start: int, end: int) -> Iterator[Written]:
    """The dates whose day, or month in figures, stands at ``at``."""
    if m := _NUMERIC.match(text, at, end):
        if readings := _readings(int(m["a"]), int(m["b"]), m["y"], m["s"]):
            yield Written(m.start(), m.end(), readings, "day", form="numeric")
        return
    if m := _VIETNAMESE.match(text, at, end):
        if day := _day(_year(m["y"]), int(m["m"]), int(m["d"])):
            yield Written(m.start(), m.end(), (day,), "day", form="dmy words")
        return
    if m := _DAY_WORD_YEAR.match(text, at, end):
        month = None if _NUMBERED.search(text, max(start, at - 12), at) else month_number(m["w"], language)
        if month and (day := _day(_year(m["y"]), month, int(m["d"]))):
            yield Written(m.start(), m.end(), (day,), "day", form="dmy words")
    elif m := _DAY_WORD_SHORT_YEAR.match(text, at, end):
        month, year = month_number(m["w"], language), _year(m["y"])
        if month and 1990 <= year <= 2040 and (day := _day(year, month, int(m["d"]))):
            yield Written(m.start(), m.end(), (day,), "day", form="dmy short")
    if m := _DAY_YEAR.match(text, at, end):
        low, month = _month_before(text, language, at, start)
        if month and (day := _day(_year(m["y"]), month, int(m["d"]))):
            yield Written(low, m.end(), (day,), "day", form="mdy words")


def _month_before(text: str, language: str | None, at: int, start: int) -> tuple[int, int | None]:
    """Where the word right before ``at`` begins, and the number of the month that it names."""
    low = max(start, at - _WINDOW)
    before = _WORD_BEFORE.search(text[low:at])
    if not before:
        return at, None
    glued = max(_GLUED.finditer(before["w"]), key=lambda m: m.start(), default=None)  # "PressMay 17, 2022"
    if glued and (month := month_number(before["w"][glued.end() :], language)):
        return low + before.start("w") + glued.end(), month
    return low + before.start(), month_number(before["w"], language)


def _readings(a: int, b: int, digits: str, mark: str) -> tuple[date, ...]:
    """The days that three figures may name, the day first, then the month first, then a short year first."""
    year, is_short = _year(digits), len(digits) == 2
    if is_short and not 1990 <= year <= 2040:
        return ()
    readings = [_day(year, month, day) for day, month in orders(a, b)]
    if is_short and 20 <= a <= 31 and b <= 12 and "-" in mark:
        readings.append(_day(2000 + a, b, int(digits)))  # 21-03-04
    return tuple(dict.fromkeys(day for day in readings if day))


_WORDS_BESIDE, _SHORTEST_LINE, _LONGEST_LINE = 4, 6, 80


def is_date_line(line: str, language: str | None = None) -> bool:
    """Whether a line holds one full date and hardly anything else ("January 12, 2010 Tuesday")."""
    line = line.strip()
    if not _SHORTEST_LINE <= len(line) <= _LONGEST_LINE:
        return False
    found = [one for one in find_written(line, language) if one.granularity == "day"]
    if len(found) != 1:
        return False
    left = line[: found[0].start] + " " + line[found[0].end :]
    return len(re.findall(r"[^\W\d_]+", left)) <= _WORDS_BESIDE


_SHORT_WORD = 3  # letters of a weekday's short form
_NEXT_WORD = re.compile(r"^(?:[^\S\n]|[,.(|-]){0,4}([^\W\d_]{2,14})")  # on the same line
_LAST_WORD = re.compile(r"([^\W\d_][\w-]{1,14})[\s,.)|-]{0,4}(?:the |le |el |den |dnia )?$")


def _with_weekday(written: Written, text: str, language: str | None) -> Written:
    """The weekday beside a date settles which of two readings is meant."""
    if written.granularity != "day":
        return written
    before = _LAST_WORD.search(text[max(0, written.start - 24) : written.start])
    word = before[1] if before else ""
    if (weekday := weekday_number(word, language)) is None:
        after = _NEXT_WORD.search(text[written.end : written.end + 20])
        word = after[1] if after and len(after[1]) > 2 else ""
        weekday = weekday_number(word, language)
    agreeing = tuple(d for d in written.days if d.weekday() == weekday)
    if weekday is None or (not agreeing and len(word) <= _SHORT_WORD):
        return written  # "die", "so" and initials are other words as well
    return Written(written.start, written.end, agreeing or written.days, "day", weekday, written.form)


# Countries whose numeric dates put the month first; everything else that is not year-first is day-first (CLDR).
_MONTH_FIRST_HINTS = re.compile(r"\b(?:EST|EDT|CST|CDT|PST|PDT|MST|MDT|U\.S\. dollars)\b|\d{1,2}:\d\d ?[AaPp]\.?[Mm]\b")
_DAY_FIRST_HINTS = re.compile(
    r"\b(?:1[3-9]|2[0-3])[:.h][0-5]\d\b|\b(?:GMT|BST|IST|CET|CEST|AEST|AEDT)\b"
)  # beside a date
_NEAR_DAYS = 45  # a page's date is most often within weeks of the days it tells of


@kept
def _english() -> dict[str, re.Pattern[str]]:
    """What English is made of where the day stands first, and where the month does."""
    words: dict[str, list[str]] = defaultdict(list)
    for row in rows("english_spellings.csv"):
        words[row["first"]] += row["words"].split("|")
    forms = {first: "|".join(re.escape(w).replace(r"\*", r"\w*") for w in spelt) for first, spelt in words.items()}
    return {first: re.compile(rf"(?<!\w)(?:{any_of_them})(?!\w)") for first, any_of_them in forms.items()}


def settle(dates: Sequence[Written], text: str, language: str | None) -> list[Written]:
    """Numeric dates read in the order that the page decides, where it decides.

    The other numeric dates of the page decide first (a 25 can be no month); then points between the figures, which only
    those write who put the day first; then the language: outside English, days come first; then a clock of twenty-four
    hours or an American one; then whose English the page is spelt in; then which of the two lies just after a day that
    the page writes in words. What nothing decides keeps both readings.
    """
    numeric = [w for w in dates if w.form == "numeric"]
    if not any(len(w.days) > 1 for w in numeric):
        return list(dates)
    day_first = month_first = 0
    for written in numeric:
        if len(written.days) == 1:
            digits = [int(x) for x in re.findall(r"\d+", text[written.start : written.end])]
            day_first += digits[0] > 12 or digits[0] == written.days[0].day != digits[1]
            month_first += digits[1] > 12 and digits[0] <= 12
    spelt = {w.days[0] for w in dates if w.form != "numeric" and w.granularity == "day"}
    for written in numeric:
        if len(written.days) > 1:
            day_first += written.days[0] in spelt and written.days[1] not in spelt
            month_first += written.days[1] in spelt and written.days[0] not in spelt
    if day_first == month_first:
        day_first += any(len(w.days) > 1 and text.count(".", w.start, w.end) > 1 for w in numeric)
    if day_first == month_first:
        if language not in (None, "en") or any(_DAY_FIRST_HINTS.search(text, w.end, w.end + 20) for w in numeric):
            day_first += 1
        elif _MONTH_FIRST_HINTS.search(text):
            month_first += 1
        else:
            told = {first: len(words.findall(text)) for first, words in _english().items()}
            told["day"] += text.count("£")
            day_first += told["day"] > told["month"]
            month_first += told["month"] > told["day"]
    if day_first == month_first:
        for written in (w for w in numeric if len(w.days) > 1):
            near = [any(0 <= (day - told).days <= _NEAR_DAYS for told in spelt) for day in written.days[:2]]
            day_first += near == [True, False]
            month_first += near == [False, True]
    if day_first == month_first:
        return list(dates)
    which = 0 if day_first > month_first else 1
    return [
        Written(w.start, w.end, (w.days[which],), w.granularity, w.weekday, w.form)
        if w.form == "numeric" and len(w.days) > 1
        else w
        for w in dates
    ]
