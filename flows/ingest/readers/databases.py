"""Exports of news databases: many articles in one text, told apart by the marks that each database puts there.

LexisNexis   "2 of 30 DOCUMENTS" before each; outlet, date, headline, ``BYLINE:`` …, ``LOAD-DATE:``
Nexis Uni    "End of Document" after each; headline, outlet, date, ``Section:`` …, "Body", ``Load-Date:``
Factiva      "Document" and its accession number after each; fields HD, BY, PD, SN, LP, TD, or the same lines uncoded
ProQuest     a rule or "Document 2 of 30" before each; ``Title:``, ``Publication date:``, ``Full text:`` …
RIS          "ER  -" after each; ``TI``, ``JF``, ``PY``, ``AB`` …, as reference managers exchange them

The marks are those of the databases' own help pages. HTML and DOCX exports hold the same lines without their markup.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from flows.calendar import written

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Exported:
    """One article of an export, at ``[start, end)`` of the export's text. ``date`` is as the export writes it."""

    start: int
    end: int
    database: str
    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class _Head:
    title: str | None
    byline: str | None
    outlet: str | None
    date: str | None
    body: str


_LEXIS_MARK = re.compile(
    r"^[ \t]*(?:(?:Document|Dokument|Documento) \d{1,5} (?:of|de|von|di) \d{1,5}"
    r"|\d{1,5} (?:of|de|von|di) \d{1,5} (?:DOCUMENTS?|DOKUMENTEN?|DOCUMENTOS?|DOCUMENTI))[ \t]*$",
    re.MULTILINE,
)
_NEXIS_END = re.compile(r"^[ \t]*End of Document[ \t]*$", re.MULTILINE | re.IGNORECASE)
_FACTIVA_END = re.compile(
    r"^[ \t]*(?:AN[ \t]+)?(?:Do[ck]ument|Documento) [A-Z][A-Z0-9]{3,11}[12]\d{7}[a-z0-9]{6,14}[ \t]*$",
    re.MULTILINE,
)
_PROQUEST_RULE = re.compile(r"^(?:_{20,}|Document \d{1,5} of \d{1,5})[ \t]*$", re.MULTILINE)

_HEAD_FIELD = re.compile(
    r"^(?P<name>BYLINE|SECTION|LENGTH|DATELINE|HIGHLIGHT|HEADLINE|SOURCE|SERIES|AUTEUR|LONGUEUR|RUBRIK|LÄNGE|AUTOR)"
    r"\s*:\s*(?P<value>.*)$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"^(?:LOAD-DATE|GRAPHIC|LANGUAGE|PUBLICATION-TYPE|DOCUMENT-TYPE|JOURNAL-CODE|SUBJECT|COMPANY|PERSON|ORGANIZATION"
    r"|GEOGRAPHIC|INDUSTRY|TICKER|COUNTRY|STATE|CITY|URL|CORRECTION-DATE|NOTES|DATE-CHARGEMENT|UPDATE)\s*:"
    r"|^(?:Classification|Graphic|Notes)$|^(?:Copyright|©|\(c\)) .{0,120}$",
    re.IGNORECASE,
)
_BODY_LINE = re.compile(r"^(?:Body|Text|Full Text|Corps|Texte)\s*:?$", re.IGNORECASE)
_EDITION = re.compile(r"\bedition\b|^(?:final|first|late|correction appended)\b|ausgabe$", re.IGNORECASE)
_WORDS = re.compile(r"^\d[\d,. ]{0,8} (?:words|mots|wörter|palabras|parole|palavras|woorden)$", re.IGNORECASE)
_TIME = re.compile(r"^\d{1,2}[:.h]\d\d(?: ?[AP]M)?(?: [A-Z]{2,4})?$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"^(?:\(c\)|©|copyright\b)", re.IGNORECASE)
_CODE = re.compile(
    r"^[ \t]*(HD|SE|BY|CR|WC|PD|ET|SN|SC|ED|PG|VOL|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|PUB|AN|CLM|ART|IPC|IPD|DLN|CX)"
    r"(?:[ \t]+|$)"
)
_PROQUEST_FIELD = re.compile(
    r"^(Title|Author|Publication title|Publication date|Publication info|Publication year|Publication subject"
    r"|Full [Tt]ext|Abstract|Subject|Location|Company / organization|People|Links|Pages|First page|Section|Publisher"
    r"|Volume|Issue"
    r"|Place of publication|Country of publication|ISSN|Source type|Language of publication|Document type|Copyright"
    r"|ProQuest document ID|Document URL|Last updated|Database|Dateline|Number of pages|Journal subject|Classification"
    r"|Identifier / keyword|Credit)\s*:[ \t]*(.*)$"
)
_RIS_END = re.compile(r"^ER  - ?.*$", re.MULTILINE)
_RIS_FIELD = re.compile(r"^([A-Z][A-Z0-9])  - ?(.*)$")
_FEWEST_LETTERS = 40  # of an article: what is less stands between the marks and is none


def exported_articles(text: str) -> list[Exported]:
    """The articles of a database's export, in their order; none where ``text`` is no such export."""
    for name, spans, read in _DATABASES:
        found = []
        for start, end in spans(text):
            head = read(text[start:end])
            if head is not None and len(re.findall(r"\w", head.body)) >= _FEWEST_LETTERS:
                found.append(
                    Exported(start, end, name, head.body, head.title, head.byline, head.outlet, head.date),
                )
        if found:
            return found
    return []


_REPEATED = (
    re.compile(r"^[ \t]*(?:LOAD-DATE|PUBLICATION-TYPE|BYLINE|LENGTH)\s*:", re.MULTILINE | re.IGNORECASE),
    re.compile(
        r"^[ \t]*(?:End of Document\b|(?:(?:©|\(c\)|Copyright)[^\n]{0,80})?(All Rights Reserved|Tous droits réservés"
        r"|Alle Rechte vorbehalten|Todos los derechos reservados|Tutti i diritti riservati|Alle rechten voorbehouden))",
        re.MULTILINE | re.IGNORECASE,
    ),
    re.compile(r"^(?:Publication date|Full [Tt]ext)\s*:", re.MULTILINE),
    re.compile(r"^(?:HD|PD|TD)(?:[ \t]{2,}|$)", re.MULTILINE),
    _LEXIS_MARK,
    _FACTIVA_END,
)


def several(text: str) -> tuple[str, str] | None:
    """The warning about a text that was not split and repeats what a single article has once."""
    for mark in _REPEATED:
        found = [" ".join((m[m.lastindex or 0]).split())[:30] for m in mark.finditer(text)]
        if len(found) > 1 and any(found.count(one) > 1 for one in found):
            return (
                "several_articles",
                f"“{found[0]}” stands {len(found)} times in it, as in a file of many articles; read as one",
            )
    return None


# ---------------------------------------------------------------- where the articles are
def _after(mark: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    def spans(text: str) -> Iterator[Span]:
        found = list(mark.finditer(text))
        ends = [m.start() for m in found[1:]] + [len(text)] * bool(found)
        yield from ((m.end(), end) for m, end in zip(found, ends, strict=True))

    return spans


def _before(mark: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    def spans(text: str) -> Iterator[Span]:
        start = 0
        for found in mark.finditer(text):
            yield start, found.start()
            start = found.end()

    return spans


def _proquest_spans(text: str) -> Iterator[Span]:
    rules = [m.span() for m in _PROQUEST_RULE.finditer(text)]
    starts, ends = [0, *(end for _, end in rules)], [*(start for start, _ in rules), len(text)]
    yield from zip(starts, ends, strict=True)


# ---------------------------------------------------------------- what each says of itself
def _lexis(part: str) -> _Head | None:
    """Outlet, date, headline; labelled lines; the body; labelled lines."""
    lines = part.splitlines()
    at = _first_date(lines[:30])
    if at is None:
        return None
    outlet = next((line.strip() for line in reversed(lines[:at]) if line.strip()), None)
    title: list[str] = []
    fields: dict[str, str] = {}
    body: list[str] = []
    for line in lines[at + 1 :]:
        plain = line.strip()
        if not any(body) and (field := _HEAD_FIELD.match(plain)):
            fields[field["name"].upper()] = field["value"]
        elif _TAIL.match(plain):
            if any(body):
                break
        elif fields:
            body.append("" if _BODY_LINE.match(plain) else plain)
        elif not (_EDITION.search(plain) or line.startswith(" " * 8)) and (plain or not title):
            title += [plain] if plain else []
        elif title and not plain:
            fields.setdefault("", "")  # the headline has ended; what follows without a label is the body
    return _Head(
        fields.get("HEADLINE") or " ".join(title) or None,
        fields.get("BYLINE") or fields.get("AUTEUR"),
        outlet,
        lines[at].strip(),
        _joined(body),
    )


def _nexis(part: str) -> _Head | None:
    """Headline, outlet, date, then labelled lines, "Body", the body, labelled lines."""
    lines = [line.strip() for line in part.splitlines()]
    body_at = next((i for i, line in enumerate(lines) if _BODY_LINE.match(line)), None)
    if body_at is None:
        return None
    dates = [i for i, line in enumerate(lines[:body_at]) if written.is_date_line(line)]
    if not dates:
        return None
    above = [line for line in lines[: dates[-1]] if line]
    fields = {m["name"].upper(): m["value"] for line in lines[:body_at] if (m := _HEAD_FIELD.match(line))}
    body = lines[body_at + 1 :]
    end = next((i for i, line in enumerate(body) if _TAIL.match(line)), len(body))
    title = above[-2] if len(above) > 1 else None
    return _Head(title, fields.get("BYLINE"), above[-1] if above else None, lines[dates[-1]], _joined(body[:end]))


def _factiva(part: str) -> _Head | None:
    """Coded fields, or their lines without the codes."""
    lines = [line.rstrip() for line in part.splitlines()]
    coded: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        if found := _CODE.match(line):
            code = found[1]
            line = line[found.end() :]
        if line.strip():
            coded.setdefault(code, []).append(line.strip())
    if {"HD", "PD"} <= set(coded) and ("LP" in coded or "TD" in coded):
        own = {key: " ".join(value) for key, value in coded.items()}
        body = "\n\n".join([*coded.get("LP", []), *coded.get("TD", [])])
        return _Head(own["HD"], own.get("BY"), own.get("SN"), own["PD"], body)
    return _factiva_uncoded([line.strip() for line in lines if line.strip()])


def _factiva_uncoded(lines: Sequence[str]) -> _Head | None:
    words = next((i for i, line in enumerate(lines[:40]) if _WORDS.match(line)), None)
    if not words:
        return None
    date = next((i for i in range(words + 1, min(words + 5, len(lines))) if written.is_date_line(lines[i])), None)
    if date is None:
        return None
    outlet = next((line for line in lines[date + 1 : date + 4] if not _TIME.match(line)), None)
    top = next((i for i in range(date + 1, min(date + 14, len(lines))) if _COPYRIGHT.match(lines[i])), date + 2)
    above = list(lines[:words])
    byline = above.pop() if len(above) > 1 else None
    return _Head(above[-1], byline, outlet, lines[date], "\n\n".join(lines[top + 1 :]))


def _proquest(part: str) -> _Head | None:
    fields: dict[str, list[str]] = {}
    name = ""
    for line in part.splitlines():
        if found := _PROQUEST_FIELD.match(line.strip()):
            name, line = found[1].capitalize(), found[2]  # "Full Text" of an older export is its "Full text"
            fields[name] = []
        fields.setdefault(name, []).append(line.strip())
    body = _joined(fields.get("Full text", []))
    if not body or not ({"Publication date", "Publication title", "Publication info"} & set(fields)):
        return None
    own = {key: " ".join(" ".join(value).split()) for key, value in fields.items()}
    outlet = own.get("Publication title") or own.get("Publication info", "").split("[")[0].split(";")[0].strip()
    title = own.get("Title") or own.get("", "").split("Document ")[-1]
    date = own.get("Publication date")
    if date is None and (found_date := _full_dates(own.get("Publication info", ""))):
        date = own["Publication info"][found_date[0].start : found_date[0].end]
    return _Head(title or None, own.get("Author"), outlet or None, date, body)


def _ris(part: str) -> _Head | None:
    """Tagged lines; one without a tag goes on with the last."""
    fields: dict[str, str] = {}
    tag = ""
    for line in part.splitlines():
        if found := _RIS_FIELD.match(line.strip("\ufeff")):
            tag, line = found[1], found[2]
        fields[tag] = f"{fields[tag]}\n{line}" if tag in fields else line

    def first(*tags: str) -> str | None:
        return next((" ".join(fields[one].split()) for one in tags if fields.get(one, "").strip()), None)

    body = next((fields[one] for one in ("N2", "AB", "N1") if fields.get(one, "").strip()), "")
    date = (first("DA", "PY", "Y1") or "").strip("/ ") or None  # "2012/01/12/", "2012//"
    return _Head(first("TI", "T1"), first("AU", "A1"), first("JF", "JO", "T2", "JA", "PB"), date, body.strip())


_DATABASES: tuple[tuple[str, Callable[[str], Iterator[Span]], Callable[[str], _Head | None]], ...] = (
    ("ProQuest", _proquest_spans, _proquest),
    ("RIS", _before(_RIS_END), _ris),
    ("LexisNexis", _after(_LEXIS_MARK), _lexis),
    ("Nexis", _before(_NEXIS_END), _nexis),
    ("Factiva", _before(_FACTIVA_END), _factiva),
)


# ---------------------------------------------------------------- lines
def _full_dates(line: str) -> list[written.Written]:
    return [one for one in written.find_written(line) if one.granularity == "day"]


def _first_date(lines: Sequence[str]) -> int | None:
    return next((i for i, line in enumerate(lines) if written.is_date_line(line)), None)


def _joined(lines: Sequence[str]) -> str:
    """Lines as paragraphs: a blank line parts them; where there is none, each line is one."""
    text = "\n".join(lines).strip()
    return re.sub(r"\n{3,}", "\n\n", text) if "\n\n" in text else text.replace("\n", "\n\n")
