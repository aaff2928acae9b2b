"""What a page's own markup says of its date: every claim apart, with who makes it and what it is of.

JSON-LD, ``<meta>`` and ``<time>`` elements, the address, a date that the page prints beside a label, and htmldate's
reading of the whole. Tags are picked out by linear patterns, never through a tree: no nesting harms it.
"""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from itertools import islice

from flows.calendar.full_date import is_ambiguous, order_of, readings
from flows.calendar.spans import month as month_span
from flows.calendar.words import names_month
from flows.ingest.claims import claim, day_of
from flows.ingest.printed_dates import (
    Role,
    Way,
    all_printed,
    below_the_headline,
    is_of_something_else,
    labelled,
    month_below_the_headline,
    printed,
    said_before,
)
from flows.records import Claim
from seeds import rows

_MOST_CHARACTERS = 3_000_000  # of a page; metadata stands at its head
_MOST_CLAIMS = 24
_MOST_PLACES = 3  # unlabelled dates: those after belong to teasers
_MOST_TRIED = 30  # elements whose text is looked into
_MOST_FOR_HTMLDATE = 600_000
_TAG = re.compile(r"<(meta|time|abbr|span|div|p|li|td|small|strong|em|i|b|h\d|dd|a)\b([^<>]{0,1500})>", re.IGNORECASE)
_DATED = re.compile(
    r"dat(?:e|um|a\b)|publi|posted|erstellt|fecha|time", re.IGNORECASE
)  # what a dated element is called
# The classes of elements that belong to other articles or to readers' words.
_OF_OTHERS = re.compile(r"teaser|related|recommend|comment[-_]|trending|most[-_]?read|most[-_]?popular")
_HEADLINE = re.compile(r"<h1\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"([^\W\d_]{3,20})[\s,.]")
_FIGURES = re.compile(r"(?<![\d./-])\d{1,2}([./-])\d{1,2}\1(?:19|20)\d\d(?![\d./-])")
_MOST_FIGURES = 200
_SAYS_PUBLISHED = re.compile(
    r"""(?:class|itemprop|property)\s?=\s?["'][^"'<>]{0,200}(?<![\w-])(?:date)?publi(?!sher)|"datePublished""", re.I
)
_HATOM = re.compile(r"\bupdated\b")
_GREENWICH = re.compile(r"T\d\d:?\d\d.{0,12}(?:Z|[+-]00:?00)$")
_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s{0,4}=\s{0,4}(?:"([^"]{0,600})"|'([^']{0,600})'|([^\s"'>]{1,200}))""")
_JSON_LD = re.compile(r"<script\b[^>]{0,300}?ld\+json[^>]{0,100}>", re.IGNORECASE)
_SCRIPT_END = re.compile(r"</script", re.IGNORECASE)
_JSON_DATE = re.compile(
    r'"(datePublished|dateCreated|uploadDate|dateModified)"\s{0,20}:\s{0,20}'
    r'(?:"((?:[^"\\]|\\.){4,90})"|(\d{9,13})\b)'
)
_LANGUAGE = re.compile(r"""<html\b[^<>]{0,300}?\blang\s{0,3}=\s{0,3}["']?([A-Za-z]{2,3}(?:[-_][A-Za-z]{2})?)\b""", re.I)
_TITLE = re.compile(r"<(?:title|h1)\b[^<>]{0,300}>([^<]{4,300})", re.I)
_JSON_TYPE = re.compile(r'"@type"\s{0,20}:\s{0,20}(?:\[\s{0,20})?"(\w{1,40})"')
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)(?:([/-])([01]?\d)\2([0-3]?\d)|([01]\d)([0-3]\d))(?=[/_.-]|$)")
_ADDRESS_DAY_NAMED = re.compile(
    r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/([0-3]?\d)(?=/|$)", re.IGNORECASE
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# "/2018/05/coast-road-reopens", "/2018/may/147553": what follows is no day of the month, and the page is no archive.
_ADDRESS_MONTH = re.compile(
    rf"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})/(?!\d{{1,2}}(?:/|$))(?=[^/])", re.I
)
_NOT_THE_ARTICLE = frozenset({"comment", "person", "event", "product", "review", "offer", "jobposting", "book"})


def page_claims(html: str, url: str | None) -> tuple[Claim, ...]:
    """The dates that a page claims, in the order of its markup; no two of one source, role and day.

    Days are taken as they are written: the writer's day, not its shift into another time zone. Never raises.
    """
    html = html[:_MOST_CHARACTERS]
    out: dict[tuple[str, str, object], Claim] = {}
    way = _way(html)
    lines = list(below_the_headline(html, way))
    told = [line for line in lines if line.role != "unknown"]
    for made in (*_json_ld(html, url, way), *_elements(html, way), *told, *address_claims(url or _canonical(html))):
        if len(out) < _MOST_CLAIMS:
            out.setdefault((made.source, made.role, made.day or made.value), made)
    doubtful = {day for one in out.values() for day in readings(one.value)} | _days_of_others(html, way)
    for made in _by_htmldate(html, url):
        # It reads the same markup and is no witness of its own, least of all for one of two orders of day and month.
        if made.day not in doubtful and all(made.day != other.day for other in out.values()):
            out[made.source, made.role, made.day] = made
    days = {made.day for made in out.values() if made.day}
    stamped = {made.day for made in out.values() if made.day and _GREENWICH.search(made.value)}
    for made in lines if days == stamped else ():
        # Beside a stamp of Greenwich, the day that the page prints is the readers', where it is the one next to it.
        if not days or any(abs((made.day - day).days) == 1 for day in days if made.day):
            out.setdefault((made.source, made.role, made.day), made)
    for made in () if days else month_below_the_headline(html, way):
        out.setdefault((made.source, made.role, made.value), made)
    return tuple(out.values())


def _way(html: str) -> Way:
    """How a page writes its dates: its language as it states it, and the order of its dates in figures."""
    language = found[1] if (found := _LANGUAGE.search(html[:20_000])) else None
    figures = [found[0] for found in islice(_FIGURES.finditer(html), _MOST_FIGURES)]
    return language, order_of(figures)


def _json_ld(html: str, url: str | None, way: Way) -> Iterator[Claim]:
    """The dates in JSON-LD: of the article whose headline or address is the page's, where one is, else of all."""
    blocks = list(_json_ld_blocks(html))
    nodes = [node for block in blocks for node in _nodes(block)]
    own = [node for node in nodes if _is_own(node, html, url)]
    if own:
        for node in own:
            for key in _DATE_KEYS:
                if made := claim("json-ld", node.get(key), _DATE_KEYS[key], *way):
                    yield made
        return
    for block in blocks:
        types = [(m.start(), m[1].lower()) for m in _JSON_TYPE.finditer(block)]
        for found in _JSON_DATE.finditer(block):
            kind = next((t for at, t in reversed(types) if at < found.start()), "")
            if kind in _NOT_THE_ARTICLE:
                continue
            is_article = not kind or kind.endswith(("article", "posting"))
            value = int(found[3]) if found[3] else entities.unescape(_unescaped(found[2]))
            if made := claim("json-ld" if is_article else f"json-ld {kind}", value, _DATE_KEYS[found[1]], *way):
                yield made


_DATE_KEYS: dict[str, Role] = {
    "datePublished": "published", "dateCreated": "unknown", "uploadDate": "unknown", "dateModified": "updated",
}  # fmt: skip


def _json_ld_blocks(html: str) -> Iterator[str]:
    for script in _JSON_LD.finditer(html):
        end = _SCRIPT_END.search(html, script.end(), script.end() + 200_000)
        yield html[script.end() : end.start() if end else script.end() + 200_000]


def _unescaped(value: str) -> str:
    try:
        return str(json.loads(f'"{value}"'))
    except ValueError:
        return value


def _nodes(block: str) -> Iterator[dict[str, object]]:
    """The objects of a JSON-LD block that have a date; none where the block is no JSON."""
    try:
        level = [json.loads(block, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(8):
        deeper: list[object] = []
        for one in level:
            if isinstance(one, dict) and _DATE_KEYS.keys() & one.keys():
                yield one
            deeper += one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        level = deeper


def _is_own(node: dict[str, object], html: str, url: str | None) -> bool:
    """Whether an article in JSON-LD is the page's: its headline is the page's, or its address."""
    kinds = node.get("@type")
    names = [str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])]
    if not any(name.endswith(("article", "posting")) for name in names):
        return False
    headline = _letters(str(node.get("headline") or node.get("name") or ""))
    titles = [_letters(entities.unescape(m[1])) for m in _TITLE.finditer(html[:400_000])]
    if headline and any(headline in title for title in titles):
        return True
    page, address = url or _canonical(html), node.get("url") or node.get("mainEntityOfPage") or node.get("@id")
    address = address.get("@id") if isinstance(address, dict) else address
    return bool(page) and isinstance(address, str) and address.split("#")[0].rstrip("/") == str(page).rstrip("/")


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _elements(html: str, way: Way) -> Iterator[Claim]:
    """The claims of ``<meta>``, ``<time>`` and other elements that are marked as dates."""
    found = _HEADLINE.search(html)
    headline = found.start() if found else 0
    role_of = _role if _SAYS_PUBLISHED.search(html) else _only_role
    places = tried = 0  # which of the unlabelled dates of the page it is: the first is the likeliest to be its own
    for tag in _TAG.finditer(html):
        name, marked = tag[1].lower(), _DATED.search(tag[2])
        if name not in ("meta", "time") and not marked:
            continue
        attributes = {m[1].lower(): entities.unescape(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(tag[2])}
        if name == "meta" and (role := _meta_roles().get(_key(attributes))):
            if made := claim(f"meta {_key(attributes)}", attributes.get("content", ""), role, *way):
                yield made
            continue
        marks = " ".join(attributes.get(a, "") for a in ("itemprop", "class", "id", "property")).lower()
        if _OF_OTHERS.search(marks):
            continue
        value = attributes.get("datetime") or (attributes.get("content", "") if "date" in marks else "")
        if not value and name == "abbr":
            value = attributes.get("title", "")
        if is_of_something_else(html, tag.start()):
            continue
        if name == "time" or value or "datepublished" in marks:
            role = said_before(html, tag.start()) or role_of(marks + (" published" if "pubdate" in attributes else ""))
            made = claim("time element", value, role, *way) if value else printed(html, tag.end(), role, way)
            if value and (told := labelled(html, name, tag.end(), way)):
                yield from told
                made = _as_labelled(made, told)
            elif value and (own := _in_own_words(html, tag.end(), made, way)):
                yield own
        elif _DATED.search(marks) and tried < _MOST_TRIED:
            tried += 1
            role = said_before(html, tag.start()) or role_of(marks)
            told = all_printed(html, name, tag.end(), role, way)
            yield from told[1:]
            made = told[0] if told else None
        else:
            continue
        if made is not None and made.day is None and is_ambiguous(made.value):
            yield made
        if made is None or made.day is None:
            continue
        if made.source == "printed date" and tag.start() < headline and _opens_with_a_weekday(made.value):
            yield Claim("day on top", made.value, made.day)
            continue
        places += role == "unknown" if name == "time" or value else made.role == "unknown"
        if places > _MOST_PLACES:
            return
        yield made if made.role != "unknown" else Claim(f"{made.source} {places}", made.value, made.day, made.role)


def _days_of_others(html: str, way: Way) -> set[date]:
    """The days that a page prints of other articles and of readers' words."""
    marked = (tag for tag in _TAG.finditer(html) if _DATED.search(tag[2]) and _OF_OTHERS.search(tag[2].lower()))
    found = (printed(html, tag.end(), "unknown", way) for tag in islice(marked, _MOST_TRIED))
    return {made.day for made in found if made and made.day}


def _only_role(marks: str) -> Role:
    """The same on a page without a mark of publication: there the class "updated" of the hAtom microformat is the day
    of the entry, which must have one and need not have another.
    """
    return "unknown" if _HATOM.search(marks) and "modif" not in marks else _role(marks)


def _role(marks: str) -> Role:
    """What the names of an element say that its date is of."""
    return "updated" if "modif" in marks or "updat" in marks else "published" if "publish" in marks else "unknown"


def _in_own_words(html: str, start: int, made: Claim | None, way: Way) -> Claim | None:
    """The day that an element prints beside an instant: the instant is Greenwich's, the day the readers'."""
    own = printed(html, start, made.role, way) if made and made.day and "T" in made.value else None
    if made is None or own is None or own.day is None or own.day == made.day:
        return None
    return replace(own, source="printed date 1") if own.role == "unknown" else own


def _as_labelled(made: Claim | None, told: list[Claim]) -> Claim | None:
    """An instant in the markup, as what the element's own words say that its day, or the one next to it, is of."""
    if made is None or made.day is None:
        return made
    near = [one for one in told if one.day and abs((one.day - made.day).days) <= 1]
    same = [one for one in near if one.day == made.day] or near
    return replace(made, role=same[0].role) if same else made


def _opens_with_a_weekday(printed: str) -> bool:
    """Whether a word that names no month stands before a date: of what begins with a date, that is its weekday."""
    found = _FIRST_WORD.match(printed)
    return found is not None and not names_month(found[1])


def _key(attributes: dict[str, str]) -> str:
    return (attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or "").lower().strip()


def address_claims(url: str | None) -> Iterator[Claim]:
    """A day in the path of the address, "/2016/06/07/", or a month before the article's name, "/2016/06/vote"."""
    if not url:
        return
    path = url[:2000].split("?")[0].split("#")[0]
    if found := _ADDRESS_DAY.search(path):
        day = _day(int(found[1]), int(found[3] or found[5]), int(found[4] or found[6]))
    elif found := _ADDRESS_DAY_NAMED.search(path):
        day = _day(int(found[1]), _MONTHS.index(found[2].lower()) + 1, int(found[3]))
    elif found := _ADDRESS_MONTH.search(path):
        month = int(found[2]) if found[2].isdigit() else _MONTHS.index(found[2][:3].lower()) + 1
        yield Claim("address", found[0], None, "unknown", month_span(int(found[1]), month).days)
        return
    else:
        return
    if day:
        yield Claim("address", found[0], day, "unknown")


def _canonical(html: str) -> str | None:
    found = re.search(
        r'<(?:link|meta)\b[^>]{0,200}?(?:canonical|og:url)[^>]{0,100}?(?:href|content)="([^"]{0,500})"', html[:200_000]
    )
    return found[1] if found else None


def _by_htmldate(html: str, url: str | None) -> Iterator[Claim]:
    if len(html) > _MOST_FOR_HTMLDATE:
        return
    from htmldate import extractors, find_date

    # What it cannot read itself it hands to dateparser, which loads two hundred locales at the first such string: three
    # seconds, for one page in thirty, whose strings `day_of` reads as well.
    extractors._external_date = _as_datetime
    try:
        found = find_date(html, url=url, original_date=True, extensive_search=True)
    except Exception:  # noqa: BLE001 - a page that htmldate trips over has no claim from it
        return
    made = claim("htmldate", found, "unknown") if found else None
    if made and made.day and (made.day.day > 1 or _is_written(made.day, html)):
        yield made


def _is_written(first: date, html: str) -> bool:
    """Whether a page writes the first of a month: of a month or a year alone, htmldate says the first day."""
    year, month = first.year, first.month
    forms = (
        rf"{year}\D{{1,3}}0?{month}\D{{1,3}}0?1(?!\d)|{year}{month:02}01",
        rf"(?<!\d)0?1(?:st|er|\.?º)?\W{{1,4}}(?:de |of )?(?:0?{month}|[^\W\d_]{{3,12}})\W{{1,4}}(?:de |del )?{year}",
        rf"(?:0?{month}[./-]|[^\W\d_]{{3,12}}\.?\s)0?1(?:st)?[,./-]\s?{year}",
    )
    return re.search("|".join(forms), html) is not None


def _as_datetime(string: str) -> datetime | None:
    day = day_of(string)
    return datetime(day.year, day.month, day.day) if day else None


@cache
def _meta_roles() -> dict[str, Role]:
    """What the ``<meta>`` names in use are of."""
    roles: dict[str, Role] = {}
    for row in rows("meta_dates.csv"):
        roles[row["name"]] = (
            "published" if row["role"] == "published" else "updated" if row["role"] == "updated" else "unknown"
        )
    return roles


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
