"""The dates that a page prints: in elements marked as dates, beside words that say of what, below its headline.

Labels stand before their dates in every language of `seeds/reference/date_labels.csv`; of two dates in one element,
each has its own.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Literal

from flows.calendar import written
from flows.calendar.full_date import Order, is_ambiguous
from flows.calendar.spans import valid
from flows.calendar.words import names_month
from flows.calendar.written import Written, is_date_line
from flows.ingest.claims import claim, day_of
from flows.records import Claim
from seeds import rows

Role = Literal["published", "updated", "unknown"]
Way = tuple[str | None, Order | None]  # of a page to write dates: its language, and the order of day and month

_TEXT_AFTER = re.compile(r"(?:\s|<[^<>]{0,200}>|[^\W\d_]{3,20}\s?:){0,8}([^<>]{6,60})")
_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
_PART = re.compile(r"\s[/|•·–—-]\s")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DOTTED = re.compile(r"\s{0,9}(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)\b")
_ANY_TAG = re.compile(r"<[^<>]{0,300}>")
_UNSEEN = re.compile(r"<(script|style|nav|form)\b.{0,20000}?</\1|<!--.{0,5000}?-->", re.IGNORECASE | re.DOTALL)
_BETWEEN_TAGS = re.compile(r">([^<>]{6,4000})")
_BELOW, _LONG_LINE = 6000, 200  # characters: how far below a headline is looked, and what is no line but a paragraph
_LONGEST_ELEMENT, _MOST_IN_ONE = 700, 4  # characters, and dates, of an element that holds a few dates
_INLINE = r"(?:span|b|strong|i|em|small|label|font|time|a|abbr|dt)"
_RIGHT_BEFORE = re.compile(rf"(?:[^<>]|</?{_INLINE}\b[^<>]{{0,200}}>){{0,160}}$", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d(?::\d\d)?")
_WORDS = re.compile(r"[^\W\d_]+")
_MOST_BETWEEN = 3  # words between a label and its date: "updated by the desk on"


def all_printed(html: str, name: str, start: int, role: Role, way: Way) -> list[Claim]:
    """What an element ``name`` prints from ``start`` on, each with its label ("Updated 3 May | Published 1 May").

    Those that say when it was published come first; a date without a label beside that of a change is one of them.
    """
    if told := labelled(html, name, start, way):
        return told
    made = printed(html, start, role, way)
    return [made] if made else []


def labelled(html: str, name: str, start: int, way: Way) -> list[Claim]:
    """The dates that an element ``name`` prints from ``start`` on, where it holds several and labels at least one."""
    end = html.find(f"</{name}", start, start + _LONGEST_ELEMENT)
    text = _spoken(html[start : end if end > 0 else start + _LONGEST_ELEMENT])[:_LONG_LINE]
    dates = [one for one in written.find_written(text, _head(way)) if one.granularity == "day"]
    return _each(text, dates, way) if 1 < len(dates) <= _MOST_IN_ONE else []


def _each(text: str, dates: Sequence[Written], way: Way) -> list[Claim]:
    """The dates of a line that labels at least one of them; else none."""
    starts = [0, *(one.end for one in dates)]
    labels = [label_before(text[at : one.start]) for at, one in zip(starts, dates, strict=False)]
    if not any(labels):
        return []
    found = []
    for one, role in zip(dates, _roles(labels), strict=True):
        if made := of_text(text[one.start : one.end], role, way):
            found.append(made)
    return sorted(found, key=lambda c: c.role != "published")


def _roles(labels: Sequence[Role | None]) -> list[Role]:
    """What each date of a line is of: without a label beside that of a change, it is that of publication."""
    unlabelled: Role = "published" if "updated" in labels else "unknown"
    return [label or unlabelled for label in labels]


def printed(html: str, start: int, role: Role, way: Way) -> Claim | None:
    """The date that an element prints, where it begins with one or with a word that says what it is of."""
    found = _TEXT_AFTER.match(html, start, start + 500)
    if found is None or not _YEAR.search(found[1]):
        return None
    text = entities.unescape(found[1]).strip()
    return of_text(text, label_role(html[start : found.end()]) or role, way)


def of_text(text: str, role: Role, way: Way) -> Claim | None:
    """The claim that a printed text makes, if it begins with a date. Figures with dots put the day first everywhere."""
    text = text.strip()
    dotted = _DOTTED.match(text)
    if dotted:
        day = valid(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    else:  # the date alone, where more follows: "March 4, 2018 / 3:10 PM / Updated 2 days ago"
        day = day_of(text, *way) or day_of(_PART.split(text)[0], *way)
    if day:
        return Claim("printed date", text, day, role)
    return claim("printed date", text, role, *way) if is_ambiguous(text) else None


def below_the_headline(html: str, way: Way) -> Iterator[Claim]:
    """The dates that stand in an element of their own between the headline and the story: no mark names them, but there
    is nothing else that they could be of.
    """
    for text in _lines_below(html):
        yield from _date_lines(text, way)


def month_below_the_headline(html: str, way: Way) -> Iterator[Claim]:
    """The month that stands there alone, in words, as journals print it: "March 2018"."""
    for text in _lines_below(html):
        made = claim("printed date", text, "unknown", *way) if names_month(text.split()[0].strip(".,")) else None
        if made and made.day is None and made.span:
            yield made
            return


def _lines_below(html: str) -> Iterator[str]:
    """The words of the elements between the headline and the story."""
    found = _HEADLINE.search(html)
    below = _UNSEEN.sub(" ", html[found.start() : found.start() + _BELOW]) if found else ""
    for piece in _BETWEEN_TAGS.finditer(below):
        text = " ".join(entities.unescape(piece[1]).split())
        if len(text) > _LONG_LINE:
            return  # the story has begun
        if text:
            yield text


def _date_lines(text: str, way: Way) -> Iterator[Claim]:
    """The dates of a line that is one, or of its parts that are; without a label beside that of a change, a date is
    that of publication.
    """
    parts = [text] if _is_dated(text, way) else [p for p in _PART.split(text) if _is_dated(p, way)]
    for part, role in zip(parts, _roles([label_role(part) for part in parts]), strict=True):
        made = of_text(part, role, way) or of_text(_after_label(part), role, way)
        if made and made.day:
            yield made if made.role != "unknown" else replace(made, source="printed date 1")


def _is_dated(text: str, way: Way) -> bool:
    """Whether a line is a date, with a label or without: "First published on Tue 11 Feb 2020 08.00 GMT"."""
    return is_date_line(text, _head(way)) or (
        label_role(text) is not None and is_date_line(_after_label(text), _head(way))
    )


def _after_label(text: str) -> str:
    """``text`` without the label that it begins with."""
    found = _labels()[0].match(text.lower())
    return text[found.end() :].lstrip(" :") if found else text


def label_role(text: str) -> Role | None:
    """What the first words of ``text`` say that the date after them is of: "Aktualisiert am 1. August", "Published"."""
    before = " ".join(_WORDS.findall(re.split(r"\d", _spoken(text), maxsplit=1)[0].lower()))
    pattern, roles = _labels()
    found = pattern.match(before)
    return roles[found[0]] if found else None


def label_before(text: str) -> Role | None:
    """What the last label in ``text`` says that the date right after it is of."""
    words = " ".join(_WORDS.findall(re.split(r"\d", _CLOCK.sub(" ", text))[-1].lower()))
    pattern, roles = _labels()
    last = None
    for found in pattern.finditer(words):
        last = found
    if last is None or len(words[last.end() :].split()) > _MOST_BETWEEN:
        return None
    return roles[last[0]]


def said_before(html: str, start: int) -> Role | None:
    """What the words right before an element say that its date is of: "Updated: <time>", "<b>Published</b> <time>"."""
    found = _RIGHT_BEFORE.search(html[max(0, start - 160) : start])
    return label_before(_spoken(found[0])) if found else None


def is_of_something_else(html: str, start: int) -> bool:
    """Whether the words right before an element say that its date is of an event, or of anything but the page."""
    found = _RIGHT_BEFORE.search(html[max(0, start - 160) : start])
    words = " ".join(_WORDS.findall(_spoken(found[0]).lower())) if found else ""
    return words in _of_something_else()


@cache
def _of_something_else() -> frozenset[str]:
    roles = ("event", "other")
    return frozenset(w for row in rows("date_labels.csv") if row["role"] in roles for w in row["words"].split("|"))


def _spoken(html: str) -> str:
    """The words of a piece of HTML on one line."""
    return " ".join(entities.unescape(_ANY_TAG.sub(" ", html)).split())


def _head(way: Way) -> str | None:
    return (way[0] or "").replace("_", "-").partition("-")[0].lower() or None


_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_SHORTEST = 4  # letters of a label, where words have ends: shorter ones are parts of sentences


@cache
def _labels() -> tuple[re.Pattern[str], dict[str, Role]]:
    """All labels in one pattern, the longest first, and the role of each."""
    roles: dict[str, Role] = {}
    for row in rows("date_labels.csv"):
        if row["role"] in ("published", "updated"):
            role: Role = "published" if row["role"] == "published" else "updated"
            for words in row["words"].split("|"):
                if len(words) >= _SHORTEST or _UNSPACED.search(words):
                    roles.setdefault(words, role)
    ordered = sorted(roles, key=len, reverse=True)
    spaced = [re.escape(words) for words in ordered if not _UNSPACED.search(words)]
    unspaced = [re.escape(words) for words in ordered if _UNSPACED.search(words)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)|{'|'.join(unspaced)}"), roles
