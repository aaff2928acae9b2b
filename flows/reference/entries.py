"""A table's text as entries: what each row says, in which line and column it says so, and what is written wrongly.

Whatever form a file has, an entry is a row with named cells: of a frame table "type", "mode" and "pattern", of a list
"word". A row that begins with "!" is struck out: it takes a row of ours away and adds none.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flows.reference.catalogue import ReferenceTable

STRIKE = "!"
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReferenceCell:
    """What stands in a cell, and where: ``line`` and ``column`` are counted from 1."""

    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A row. ``body`` is the section of a TOML file; of every other form, the cells say it all."""

    cells: dict[str, ReferenceCell]
    struck: bool
    key: Key
    body: Any = None

    @property
    def place(self) -> ReferenceCell:
        return next(iter(self.cells.values()))

    def texts(self) -> dict[str, str]:
        """The row as plain texts by column."""
        return {name: cell.text for name, cell in self.cells.items()}


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something that is wrong in a file. ``line`` 0: of the file as a whole."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = "".join(f":{number}" for number in (self.line, self.column) if number)
        return f"{self.file}{place}: {self.message}"


def read_entries(table: ReferenceTable, text: str, problems: list[Problem]) -> list[ReferenceRow]:
    """The entries of a file of this table; what cannot be read is added to ``problems`` and left out."""
    reading = {"csv": _csv, "words": _words, "classes": _classes, "frames": _frames, "toml": _toml}
    return list(reading[table.form](table, text.removeprefix("\ufeff"), problems))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Lines that say something, by their number."""
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _entry(table: ReferenceTable, cells: dict[str, ReferenceCell], struck: bool, body: Any = None) -> ReferenceRow:
    named = {"csv": _first, "words": _unmarked}.get(table.form, str)
    key = tuple(named(cells[name].text) for name in table.key)
    return ReferenceRow(cells, struck, key, body)


def _unmarked(text: str) -> str:
    """A word of a list without the mark that may stand behind it ("aid ?")."""
    return text.split(" ")[0]


def _first(text: str) -> str:
    """What a cell of several names is known by: the first of them."""
    return text.split("|")[0].strip()


# ---------------------------------------------------------------- a header, then rows
def _csv(table: ReferenceTable, text: str, problems: list[Problem]) -> Iterator[ReferenceRow]:
    header: list[str] = []
    for number, line in _lines(text):
        struck = bool(header) and line.startswith(STRIKE)
        try:
            cells = _cells(line, number, 1 if struck else 0)
        except ValueError as error:
            problems.append(Problem(table.file, number, len(line), str(error)))
            continue
        if not header:
            header = [cell.text for cell in cells]
            if wrong := list(_wrong_header(table, line, cells)):
                problems += wrong
                return
        elif len(cells) > len(header):
            extra = cells[len(header)]
            say = f"{len(cells)} cells for {len(header)} columns; a cell with a comma in it stands in double quotes"
            problems.append(Problem(table.file, number, extra.column, say))
        else:
            row = dict(zip(header, cells, strict=False))
            end = ReferenceCell("", number, len(line) + 1)
            yield _entry(table, {column.name: row.get(column.name, end) for column in table.columns}, struck)


def _wrong_header(table: ReferenceTable, line: str, cells: Sequence[ReferenceCell]) -> Iterator[Problem]:
    known = [column.name for column in table.columns]
    here = [cell.text for cell in cells]
    if len(cells) == 1 and (other := next((sign for sign in ";\t" if sign in line), None)):
        sign = "tabs" if other == "\t" else "semicolons"
        yield Problem(table.file, cells[0].line, line.index(other) + 1, f"cells are separated by commas, not {sign}")
        return
    for n, cell in enumerate(cells):
        if cell.text not in known:
            say = f"there is no column {cell.text!r}{is_meant(cell.text, known)}; the columns are {', '.join(known)}"
            yield Problem(table.file, cell.line, cell.column, say)
        elif cell.text in here[:n]:
            yield Problem(table.file, cell.line, cell.column, f"a second column {cell.text!r}")
    needed = [c.name for c in table.columns if c.name not in here and (c.name in table.key or not c.may_be_empty)]
    if needed:
        yield Problem(table.file, cells[0].line, 1, f"the header lacks {', '.join(needed)}")


def _cells(line: str, number: int, start: int) -> list[ReferenceCell]:
    """The cells of a line of CSV from offset ``start`` on, without blanks around them."""
    found, at = [], start
    while at <= len(line):
        begin = at
        if line[at : at + 1] == '"':
            text, at = "", at + 1
            while (end := line.find('"', at)) >= 0 and line[end + 1 : end + 2] == '"':
                text, at = text + line[at : end + 1], end + 2
            if end < 0:
                raise ValueError("a cell begins with a double quote and does not end with one")
            text, at = text + line[at:end], end + 1
            if line[at : at + 1] not in (",", ""):
                raise ValueError("a comma is wanted after the double quote that ends a cell")
        else:
            end = line.find(",", at)
            text, at = (line[at:], len(line)) if end < 0 else (line[at:end], end)
        found.append(ReferenceCell(text.strip(), number, begin + 1))
        at += 1
    return found


# ---------------------------------------------------------------- words, classes of words, frames
def _words(table: ReferenceTable, text: str, problems: list[Problem]) -> Iterator[ReferenceRow]:
    for number, line in _lines(text):
        struck = line.startswith(STRIKE)
        yield _entry(table, {"word": _cell(line, number, int(struck), len(line))}, struck)


def _classes(table: ReferenceTable, text: str, problems: list[Problem]) -> Iterator[ReferenceRow]:
    for number, line in _lines(text):
        colon = line.find(":")
        if colon < 0:
            problems.append(Problem(table.file, number, 1, "a colon is wanted: “CLASS: word word”"))
            continue
        struck = line.startswith(STRIKE)
        name = _cell(line, number, int(struck), colon)
        for word in re.finditer(r"\S+", line[colon + 1 :]):
            cell = ReferenceCell(word[0], number, colon + 2 + word.start())
            yield _entry(table, {"class": name, "word": cell}, struck)


def _frames(table: ReferenceTable, text: str, problems: list[Problem]) -> Iterator[ReferenceRow]:
    for number, line in _lines(text):
        colon = line.find(":")
        if colon < 0:
            problems.append(Problem(table.file, number, 1, "a colon is wanted: “TYPE mode: pattern; pattern”"))
            continue
        struck = line.startswith(STRIKE)
        label = re.compile(r"\s*(\S*)").match(line, int(struck), colon)
        assert label is not None
        named = ReferenceCell(label[1], number, label.start(1) + 1)
        mode = _cell(line, number, label.end(), colon)
        for pattern in re.finditer(r"[^;]+", line[colon + 1 :]):
            if pattern[0].strip():
                cell = _cell(line, number, colon + 1 + pattern.start(), colon + 1 + pattern.end())
                cell = ReferenceCell(" ".join(cell.text.split()), number, cell.column)
                yield _entry(table, {"type": named, "mode": mode, "pattern": cell}, struck)


def _cell(line: str, number: int, start: int, end: int) -> ReferenceCell:
    """``line[start:end]`` without the blanks around it."""
    text = line[start:end]
    return ReferenceCell(text.strip(), number, start + len(text) - len(text.lstrip()) + 1)


# ---------------------------------------------------------------- sections
def _toml(table: ReferenceTable, text: str, problems: list[Problem]) -> Iterator[ReferenceRow]:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        said, _, place = str(error).partition(" (at ")
        line, column = (
            (int(n) for n in re.findall(r"\d+", place)[:2]) if "line" in place else (len(text.splitlines()), 1)
        )
        problems.append(Problem(table.file, line, column, said.lower()))
        return
    for name, body in _sections(found):
        line, column = _place(text, name)
        struck = name.startswith(STRIKE)
        yield _entry(table, {"section": ReferenceCell(name.removeprefix(STRIKE), line, column)}, struck, body)


def _sections(found: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The sections by name; of rules in a list, each by its own name; of macros, each as "macros.NAME"."""
    for name, body in found.items():
        if name == "rule" and isinstance(body, list):
            yield from ((str(rule.get("name", "")), rule) for rule in body)
        elif name == "macros" and isinstance(body, dict):
            yield from ((f"macros.{macro}", pattern) for macro, pattern in body.items())
        else:
            yield name, body


def _place(text: str, name: str) -> tuple[int, int]:
    """The line and column where a section, a rule or a macro of this name begins."""
    quoted, macro = re.escape(json.dumps(name)), re.escape(name.removeprefix("macros."))
    ways = rf'\[(?:{re.escape(name)}|{quoted})[\].]|\bname\s*=\s*{quoted}|^"?{macro}"?\s*='
    found = re.search(ways, text, re.M)
    at = found.start() if found else 0
    return text.count("\n", 0, at) + 1, at - (text.rfind("\n", 0, at) + 1) + 1


def is_meant(wanted: str, names: Sequence[str]) -> str:
    """``; is X meant?`` where a name is like the one that was wanted, and nothing where none is."""
    found = difflib.get_close_matches(wanted, names, 1)
    return f"; is {found[0]} meant?" if found else ""
