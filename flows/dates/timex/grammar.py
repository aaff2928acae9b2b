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
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import seeds
from flows.calendar.holidays import holiday_names
from flows.dates.timex.lexicon import Alphabet, Tokens, cut

_NEVER_LAST = (".", ",")  # the point of an abbreviation belongs to the sentence where it ends an expression
_PIECE = re.compile(r"[a-z]+:|[\[\]()|?!]|[^\s()|?!\[\]:]+")


@dataclass(frozen=True, slots=True)
class DateRule:
    """A rule as declared: its name, how its captures are read (``build``), and the fields that it sets itself."""

    name: str
    build: str
    guard: str | None  # the condition on the surroundings
    message: bool  # for short messages only
    history: bool  # for texts that tell history only
    follows: bool  # tried only right after an expression of certain rules
    sets: dict[str, Any]
    compiled: re.Pattern[str]
    order: int


@dataclass(frozen=True, slots=True)
class Match:
    """A rule's place in a text: token indices of its extent (``last`` is one past its end), and of its captures."""

    rule: DateRule
    tokens: Tokens
    first: int
    last: int
    captures: dict[str, tuple[int, int]]

    def words(self, name: str) -> list[str]:
        """The captured tokens without their blanks; empty where nothing was captured."""
        span = self.captures.get(name)
        return [] if span is None else [w.rstrip() for w in self.tokens.words[span[0] : span[1]]]

    @property
    def start(self) -> int:
        return self.tokens.starts[self.first]

    @property
    def end(self) -> int:
        """The offset after the last token's last character: its blank is not part of the expression."""
        return self.tokens.starts[self.last - 1] + len(self.tokens.words[self.last - 1].rstrip())

    @property
    def first_word(self) -> str:
        return self.tokens.words[self.first].strip()

    def before(self, back: int = 1) -> str:
        """The token ``back`` places before the extent, lower case; empty at the start of a text or paragraph."""
        at = self.first - back
        return self.tokens.words[at].strip().lower() if at >= 0 else ""

    def after(self, ahead: int = 0) -> str:
        """The token after the extent, or ``ahead`` places farther, as written; empty at the end."""
        at = self.last + ahead
        return self.tokens.words[at].strip() if at < len(self.tokens.words) else ""

    def near(self, words: frozenset[str]) -> bool:
        """Whether any of ``words`` stands within a dozen tokens on either side."""
        around = self.tokens.words[max(0, self.first - _WITHIN) : self.last + _WITHIN]
        return any(w.strip().lower() in words for w in around)

    @property
    def touches_before(self) -> bool:
        """Whether nothing parts the expression from the token before it."""
        return self.first > 0 and not self.tokens.words[self.first - 1][-1:].isspace()

    @property
    def hyphened(self) -> bool:
        """Whether a hyphen ties the expression to the word before it ("by-weeks"); not a dash ("CAIRO - Weeks")."""
        if not self.touches_before or self.before() not in ("-", "–"):
            return False
        return self.first < 2 or not self.tokens.words[self.first - 2][-1:].isspace()

    @property
    def touches_after(self) -> bool:
        return not self.tokens.words[self.last - 1][-1:].isspace() and bool(self.after())


_WITHIN = 12


class Grammar:
    """All rules, and one expression that finds where any of them could open."""

    def __init__(self) -> None:
        declared = seeds.declared("timex_rules.toml")
        macros = {**declared["macros"], "HOLIDAY": "|".join(map(_spelled, holiday_names()))}
        pieces = [_expand(rule["pattern"], macros) for rule in declared["rule"]]
        self.alphabet = Alphabet({p for each in pieces for p in each if _is_literal(p)})
        self.names = [entry["name"] for entry in declared["rule"]]
        self.of_history = set[str]()  # the names of the rules that hold in history alone
        self._starting: dict[str, dict[str, list[DateRule]]] = {}  # first letter → second letter ("" for any) → rules
        self._following: dict[str, list[DateRule]] = {}  # rule → the rules that are tried after it alone
        for order, (entry, parts) in enumerate(zip(declared["rule"], pieces, strict=True)):
            name = entry["name"]
            try:
                source, openings = _Pattern(parts, self.alphabet).compile()
            except (KeyError, IndexError) as e:
                raise ValueError(f"timex_rules.toml: rule {name}: {e}") from e
            rule = DateRule(
                name, entry["build"], entry.get("guard"), entry.get("message", False),
                entry.get("history", False), "follows" in entry,
                entry.get("sets", {}), re.compile(source), order,
            )  # fmt: skip
            if rule.history:
                self.of_history.add(name)
            for other in entry.get("follows", ()):
                self._following.setdefault(other, []).append(rule)
            if not rule.follows:
                self._index(rule, openings)
        self._any = re.compile(self._opening_pattern())

    def _index(self, rule: DateRule, openings: _Openings) -> None:
        for first, second in openings:
            for a in first:
                by_second = self._starting.setdefault(a, {})
                for b in second if second is not None else ("",):
                    rules = by_second.setdefault(b, [])
                    if not rules or rules[-1] is not rule:
                        rules.append(rule)

    def _opening_pattern(self) -> str:
        """Any two tokens (or one) that some rule can open with: what the search for candidates looks for."""
        alone = "".join(a for a, seconds in self._starting.items() if "" in seconds)
        pairs: dict[str, str] = {}
        for a, seconds in self._starting.items():
            if "" not in seconds:
                key = "".join(sorted(seconds))
                pairs[key] = pairs.get(key, "") + a
        either = "|".join([f"[{alone}]", *(f"[{firsts}][{seconds}]" for seconds, firsts in pairs.items())])
        return f"(?=[{''.join(self._starting)}])(?:{either})"  # most tokens open nothing: one look tells

    def readings(self, tokens: Tokens, start: int) -> tuple[int, Iterator[Match]]:
        """The first place from token ``start`` on where a rule matches, and all that is read there, the longest first.

        ``-1`` and nothing where none matches any more.
        """
        letters = tokens.letters
        while found := self._any.search(letters, start):
            at = found.start()
            by_second = self._starting[letters[at]]
            rules = by_second.get("", []) + by_second.get(letters[at + 1 : at + 2] or "$", [])
            hits = [(hit, rule) for rule in rules if (hit := rule.compiled.match(letters, at))]
            if hits:
                return at, _longest_first(hits, tokens)
            start = at + 1
        return -1, iter(())

    def continuations(self, tokens: Tokens, rule: str, at: int) -> Iterator[Match]:
        """What may follow right after an expression of ``rule`` that ended before token ``at``."""
        rules = self._following.get(rule, ())
        return _longest_first([(hit, r) for r in rules if (hit := r.compiled.match(tokens.letters, at))], tokens)


def _longest_first(hits: list[tuple[re.Match[str], DateRule]], tokens: Tokens) -> Iterator[Match]:
    hits.sort(key=lambda h: (-h[0].end(), h[1].order))
    for hit, rule in hits:
        yield _match(hit, rule, tokens)


@seeds.kept
def grammar() -> Grammar:
    """The grammar, compiled at its first use."""
    return Grammar()


def _match(hit: re.Match[str], rule: DateRule, tokens: Tokens) -> Match:
    captures = {}
    first, last = hit.span()
    for numbered, index in hit.re.groupindex.items():
        at, to = hit.span(index)
        if at < 0:
            continue
        name = numbered.partition("__")[0]
        if name == "from":
            first = at
        elif name == "to":
            last = at
        else:
            captures[name] = (at, to)
    while last - 1 > first and tokens.words[last - 1].rstrip() in _NEVER_LAST:
        last -= 1
    return Match(rule, tokens, first, last, captures)


def _is_literal(piece: str) -> bool:
    return piece == piece.lower() and (piece[0].isalnum() or piece[0] == "'") and not piece.endswith(":")


def _spelled(name: str) -> str:
    """A name as a pattern of its tokens."""
    return " ".join(_PUNCTUATION.get(word, word) for word in cut(name))


_PUNCTUATION = {".": "DOT", "-": "HYPHEN", "'": "APOSTROPHE"}


def _expand(pattern: str, macros: dict[str, str]) -> list[str]:
    """The pieces of a pattern, macros written out in brackets."""
    out: list[str] = []
    for piece in _PIECE.findall(pattern):
        if piece in macros:
            out += ["(", *_expand(macros[piece], macros), ")"]
        else:
            out.append(piece)
    return out


_Openings = list[tuple[frozenset[str], frozenset[str] | None]]
"""How a pattern can open: the letters of its first token and of its second, ``None`` where it ends at the first."""


class _Pattern:
    """Recursive descent over a pattern's pieces; writes the regular expression and tells how a match can open."""

    def __init__(self, pieces: list[str], alphabet: Alphabet) -> None:
        self._pieces = [*pieces, "$"]
        self._at = 0
        self._alphabet = alphabet
        self._captures = 0

    def compile(self) -> tuple[str, _Openings]:
        source, openings, empty = self._either()
        if self._pieces[self._at] != "$" or empty:
            raise KeyError(f"unbalanced, or matches nothing at all, before piece {self._at}")
        return source, openings

    def _either(self) -> tuple[str, _Openings, bool]:
        source, openings, empty = self._sequence()
        while self._pieces[self._at] == "|":
            self._at += 1
            another, starts, optional = self._sequence()
            source, openings, empty = f"{source}|{another}", openings + starts, empty or optional
        return source, openings, empty

    def _sequence(self) -> tuple[str, _Openings, bool]:
        source, openings, empty = "", _Openings(), True
        while self._pieces[self._at] not in "|)$":
            item, starts, optional = self._item()
            source += item
            joined = _Openings()
            for first, second in openings:
                if second is None:  # a match that could end here may go on with what comes now
                    joined += [(first, then) for then, _ in starts]
                    joined += [(first, None)] if optional or not starts else []
                else:
                    joined.append((first, second))
            openings = joined + (starts if empty else [])
            empty = empty and optional
        return source, openings, empty

    def _item(self) -> tuple[str, _Openings, bool]:
        piece = self._pieces[self._at]
        self._at += 1
        if piece in "[]":
            self._captures += 1
            return f"(?P<{'from' if piece == '[' else 'to'}__{self._captures}>)", [], True
        if piece == "!":
            return f"(?!{self._item()[0]})", [], True
        if piece.endswith(":"):
            self._captures += 1
            name = f"{piece[:-1]}__{self._captures}"
            source, openings, empty = self._item()
            return f"(?P<{name}>{source})", openings, empty
        if piece == "(":
            source, openings, empty = self._either()
            self._at += 1  # the bracket that closes it; a missing one raises IndexError at the end
            source = f"(?:{source})"
        else:
            letters = self._alphabet.symbol(piece)
            source, openings, empty = f"[{letters}]", [(frozenset(letters), None)], False
        if self._pieces[self._at] == "?":
            self._at += 1
            source, empty = f"(?:{source})?", True
        return source, openings, empty
