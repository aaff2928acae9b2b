"""The grammar of date expressions: rules declared in ``seeds/reference/timex_rules.toml``, compiled once.

A rule's pattern is a sequence of symbols, separated by blanks:

    CATEGORY      a category of the word lists or of numbers          word          that very word, lower case
    MACRO         a pattern of the [macros] table                     ( a | b )     either
    name:X        X, remembered under the name                        x?            optional
    [ … ]         the extent, where it is not the whole pattern       !X            not followed by X

There is no repetition, so a rule matches a bounded number of tokens and matching takes time linear in the text.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from flows.dates.timex.lexicon import Alphabet, Tokens

_PIECE = re.compile(r"[a-z]+:|[\[\]()|?!]|[^\s()|?!\[\]:]+")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as declared: its name, how its captures are read (``build``), and the fields that it sets itself."""

    name: str
    build: str
    sets: dict[str, Any]
    compiled: re.Pattern[str]
    first: str  # the letters that it can start with
    order: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's place in a text: token indices of its extent (``last`` is one behind), and of its captures."""

    rule: Rule
    tokens: Tokens
    first: int
    last: int
    captures: dict[str, tuple[int, int]]
    found_at: int  # the token at which the whole pattern matched, context included

    def words(self, name: str) -> list[str]:
        """The captured tokens without their blanks; empty where nothing was captured."""
        span = self.captures.get(name)
        return [] if span is None else [w.rstrip() for w in self.tokens.words[span[0] : span[1]]]

    @property
    def start(self) -> int:
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """The offset behind the last token's last character: its blank is not part of the expression."""
        return self.tokens.starts[self.last - 1] + len(self.tokens.words[self.last - 1].rstrip())


class Grammar:
    """All rules, and one expression that finds where any of them could start."""

    def __init__(self) -> None:
        declared = tomllib.loads(files("seeds").joinpath("reference/timex_rules.toml").read_text("utf-8"))
        rules: list[dict[str, Any]] = declared["rule"]
        pieces = [_expand(rule["pattern"], declared["macros"]) for rule in rules]
        self.alphabet = Alphabet({p for each in pieces for p in each if _is_literal(p)})
        self.rules: list[Rule] = []
        sources = []
        for order, (rule, parts) in enumerate(zip(rules, pieces, strict=True)):
            try:
                source, first = _Pattern(parts, self.alphabet).compile()
            except (KeyError, IndexError) as e:
                raise ValueError(f"timex_rules.toml: rule {rule['name']}: {e}") from e
            sources.append(re.sub(r"\(\?P<\w+>", "(?:", source))
            sets = {k: v for k, v in rule.items() if k not in ("name", "pattern", "build")}
            self.rules.append(Rule(rule["name"], rule["build"], sets, re.compile(source), first, order))
        self._any = re.compile("|".join(sources))
        self._starting: dict[str, list[Rule]] = {}
        for r in self.rules:
            for letter in r.first:
                self._starting.setdefault(letter, []).append(r)

    def readings(self, tokens: Tokens, start: int) -> list[Match]:
        """What the rules read at the leftmost place from token ``start`` on where any matches: the longest first."""
        found = self._any.search(tokens.letters, start)
        if found is None:
            return []
        at = found.start()
        hits = [
            (-hit.end(), rule.order, hit, rule)
            for rule in self._starting[tokens.letters[at]]
            if (hit := rule.compiled.match(tokens.letters, at))
        ]
        hits.sort(key=lambda h: h[:2])
        return [_match(hit, rule, tokens) for _, _, hit, rule in hits]


@lru_cache(maxsize=1)
def grammar() -> Grammar:
    """The grammar, compiled at its first use."""
    return Grammar()


def _match(hit: re.Match[str], rule: Rule, tokens: Tokens) -> Match:
    captures = {}
    first, last = hit.span()
    for name, index in hit.re.groupindex.items():
        at, to = hit.span(index)
        if at < 0:
            continue
        if name == "extent_from":
            first = at
        elif name == "extent_to":
            last = at
        else:
            captures[name.partition("__")[0]] = (at, to)
    return Match(rule, tokens, first, last, captures, hit.start())


def _is_literal(piece: str) -> bool:
    return piece == piece.lower() and (piece[0].isalnum() or piece[0] == "'") and not piece.endswith(":")


def _expand(pattern: str, macros: dict[str, str]) -> list[str]:
    """The pieces of a pattern, macros written out in brackets."""
    out: list[str] = []
    for piece in _PIECE.findall(pattern):
        if piece in macros:
            out += ["(", *_expand(macros[piece], macros), ")"]
        else:
            out.append(piece)
    return out


class _Pattern:
    """Recursive descent over a pattern's pieces; writes the regular expression, and the letters it can start with."""

    def __init__(self, pieces: list[str], alphabet: Alphabet) -> None:
        self._pieces = [*pieces, "$"]
        self._at = 0
        self._alphabet = alphabet
        self._captures = 0

    def compile(self) -> tuple[str, str]:
        source, first, empty = self._either()
        if self._pieces[self._at] != "$" or empty:
            raise KeyError(f"unbalanced, or matches nothing at all, before piece {self._at}")
        return source, "".join(sorted(first))

    def _either(self) -> tuple[str, set[str], bool]:
        branches = [self._sequence()]
        while self._pieces[self._at] == "|":
            self._at += 1
            branches.append(self._sequence())
        source = "|".join(b[0] for b in branches)
        return source, set().union(*(b[1] for b in branches)), any(b[2] for b in branches)

    def _sequence(self) -> tuple[str, set[str], bool]:
        source, first, empty = "", set[str](), True
        while self._pieces[self._at] not in "|)$":
            item, starts, optional = self._item()
            source += item
            if empty:
                first |= starts
                empty = optional
        return source, first, empty

    def _item(self) -> tuple[str, set[str], bool]:
        piece = self._pieces[self._at]
        self._at += 1
        if piece in "[]":
            return ("(?P<extent_from>)" if piece == "[" else "(?P<extent_to>)"), set(), True
        if piece == "!":
            source, _, _ = self._item()
            return f"(?!{source})", set(), True
        if piece.endswith(":"):
            self._captures += 1
            name = f"{piece[:-1]}__{self._captures}"
            source, first, empty = self._item()
            return f"(?P<{name}>{source})", first, empty
        if piece == "(":
            source, first, empty = self._either()
            self._at += 1  # the bracket that closes it; a missing one raises IndexError at the end
            source = f"(?:{source})"
        else:
            letters = self._alphabet.symbol(piece)
            source, first, empty = f"[{letters}]", set(letters), False
        if self._pieces[self._at] == "?":
            self._at += 1
            source, empty = f"(?:{source})?", True
        return source, first, empty
