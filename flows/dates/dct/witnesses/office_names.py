"""Finding the holders of offices in a text: "Secretary of State Rex Tillerson", "Tillerson, the secretary of state".

A title with a name beside it, in any language of `office_titles.csv`, is a holding. Words about the title say how the
person stands to the office: "former" that it is over, "deputy" that it is another one. A family name alone counts where
the office is one whose holders go by it, or where the text has the full name elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from typing import Literal

from flows.dates.dct.witnesses import office_table
from flows.dates.dct.witnesses.office_table import ADMINISTRATION, CAMPAIGN, Holder, offices
from flows.names.fold import fold
from flows.names.gazetteer import Name, NamedPassage
from flows.records import Interval
from seeds import kept, rows

Standing = Literal["in office", "former", "administration", "campaign"]
_TOUCHING = timedelta(days=31)  # terms of one person no further apart are one
_MOST_WORDS = 4  # of a name

# "then-Senator Obama"; "then Senator Obama" may tell what came next
_THEN = re.compile(r"\bthen(-| )(?:[A-Z][\w.]* )?$")
_OF = re.compile(r" (?:of|for|to|de|del|della|der|des|du|di|do|da|von|fur|av|i|af|van|en)\b[^;:!?()\[\]\n\"]{2,45}")
_BEFORE_NAME = re.compile(
    r"^(?:,? |, (?:mr|mrs|ms|dr|gen|general|sir|lord|dame|herr|frau)\.? | (?:mr|mrs|ms|dr|gen|sir|herr|frau)\.? )"
)
_BEHIND_NAME = re.compile(
    r"^(?:, | \()(?:(?:who is|now|the|its|his|her|their|a|an|der|die|norges|landets|le|la|el|il|o) ){0,2}"
    r"((?:[^\W\d_][\w.'&]* ){0,3}?)$"
)
# "A Warren administration will …": it is not there yet. "As president, Warren would …": nor is the office.
_A_NEW_ONE, _TO_COME = (
    re.compile(r"\ban? (?:new |future |possible )?$"),
    re.compile(r"^[^.;:!?]{0,25}\b(?:will|would|could|might|may)\b"),
)
_WHAT_WILL = re.compile(r"\b(?:will|would|could|might|may) $")  # "What would a Warren administration do?"
_INCOMING = re.compile(r"\b(?:incoming|coming|next) $")  # "the incoming Poe administration"
_AS = re.compile(r"\bas (?:the |a )?(?:next )?$")
_OF_A_CANDIDATE = re.compile(
    r"^ (?:to|of|for) (?!president|the |us |u\.s\.)(?:mr\.? |mrs\.? )?[\w.']+ [\w']+"
)  # "adviser to Ann Poe"
_A_CAMPAIGN_BEFORE = re.compile(r"\bcampaign(?:'s)? (?:(?:senior|top|chief|economic|former) )?$")
_ADVISERS = frozenset({"white house adviser", "counselor to the president"})
_HEAD_OF_STATE = "president"
_BY_FAMILY = frozenset({"minister", "cabinet"})  # whose holders go by family name where one country alone has one
_GREEK = "\u0370"  # from here on scripts in which only those of office_spellings.csv are known
_BODY = (
    r"(?:clubs?|fc|united|juniors|team|compan(?:y|ies)|firms?|groups?|corp|corporation|inc|bank|universit(?:y|ies)|college|"
    r"school|parliament|senate|assembly|chamber|congress|commission|council|court|federations?|associations?|unions?|"
    r"league|societ(?:y|ies)|foundations?|institutes?|committee|academy|network|studios?|airlines?|motors|orchestra|"
    r"party|chapter|nra|naacp|fifa|uefa|ioc)"
)
_BODY_BEFORE = re.compile(rf"(?<!\w)(?:\w+'s {_BODY}|{_BODY}(?:'s)?|{_BODY} (?:vice|deputy)) $")
_BODY_AFTER = re.compile(rf"^,? of (?:the |a |an |his |her |its |their )?(?:[\w&.'-]+ ){{0,3}}{_BODY}\b")
_NEAR = re.compile(r"[\w .·]*$")
_PAST_UNSPACED = ("前", "元", "전 ", "전")  # "former" in scripts that write it onto the title
_WORD = re.compile(r"[^\W_][\w.']*")
_SLIP = re.compile(r"[a-z]{3,} [A-Z]")  # "President mauricio Macri": a full name is one even so
_MARKS = {ord(c): None for c in ".,"}


@dataclass(frozen=True, slots=True)
class Holding:
    """A mention of a person with an office: ``text[start:end]``, the terms it may mean, and how the person stands."""

    start: int
    end: int
    person: str
    office: str
    terms: tuple[Interval, ...]
    standing: Standing = "in office"


def holdings(passage: NamedPassage) -> list[Holding]:
    """The office holders named with their office in it as being in that office, in order."""
    return [holding for holding in read_holders(passage)[0] if holding.standing == "in office"]


def entries() -> Iterator[tuple[str, str, str]]:
    """What the gazetteer is to look for: every title, and the full names that tell something without one."""
    yield from ((name, "holder", name) for name in office_table.known_abroad())
    yield from ((spelling, "holder elsewhere", name) for spelling, name in office_table.spelt_elsewhere())
    yield from ((title, "title", title) for title in office_table.titles())


def read_holders(passage: NamedPassage) -> tuple[list[Holding], list[tuple[int, int, str]]]:
    """The holders named with their office, and the people known abroad who are named in full without one."""
    text, folded = passage.text, passage.folded
    elsewhere = passage.of_kind("holder elsewhere")
    found: list[Holding] = []
    seen: set[int] = set()
    for title in passage.of_kind("title"):
        holding = _held(text, folded, title, elsewhere)
        if holding is not None:
            found.append(holding)
            seen.update(range(holding.start, holding.end))
    bare = [
        (name.start, name.end, name.entry)
        for name in [*passage.of_kind("holder"), *elsewhere]
        if name.start not in seen and not text[name.start].islower()
    ]
    return found, bare


def _held(text: str, folded: str, title: Name, elsewhere: list[Name]) -> Holding | None:
    meant = office_table.titles()[title.entry]
    before = folded[max(0, title.start - 50) : title.start]
    if ADMINISTRATION in meant or CAMPAIGN in meant:
        return _of_a_leader(text, folded, title, CAMPAIGN if CAMPAIGN in meant else ADMINISTRATION)
    if (_AS.search(before) and folded.startswith(", ", title.end)) or _advises_a_candidate(folded, title, meant):
        return None
    if _HEAD_OF_STATE in meant and _of_a_body(folded, title):
        meant -= {_HEAD_OF_STATE}
    another, no_longer = _cues()
    then = _THEN.search(text[max(0, title.start - 25) : title.start].replace("Then", "then"))
    then_held = then is not None and then[1] == "-"
    if not then_held and (then or another.search(before)):
        return None
    lost = then_held or before.endswith(_PAST_UNSPACED) or no_longer.search(before)
    standing: Standing = "former" if lost else "in office"
    country = _country(before)
    for start, end, holders in chain(
        _spelt_elsewhere(folded, title, elsewhere),
        _after(text, folded, title.start, title.end),
        _ahead(text, folded, title.start),
    ):
        between = fold(text[min(end, title.end) : max(start, title.start)]).split()
        if any(mark in between for mark in ("former", "then", "ex")):
            standing = "former"
        if meaning := _meaning(holders, meant, country, folded, full=_is_full(folded[start:end])):
            terms = union(Interval(h.start, h.end) for h in meaning)
            low, high = min(start, title.start), max(end, title.end)
            return Holding(low, high, meaning[0].person, meaning[0].office, terms, standing)
    return None


def _of_a_body(folded: str, title: Name) -> bool:
    """Whether a president is that of a club, a company, a parliament, and so no head of state."""
    before, after = folded[max(0, title.start - 60) : title.start], folded[title.end : title.end + 60]
    return bool(_BODY_BEFORE.search(before) or _BODY_AFTER.match(after))


def still_to_come(folded: str, start: int, end: int) -> bool:
    """Whether an administration named at ``folded[start:end]`` is one that may come: "a Warren administration will"."""
    if _INCOMING.search(folded, max(0, start - 20), start):
        return True
    new = _A_NEW_ONE.search(folded, max(0, start - 20), start)
    asked = new is not None and _WHAT_WILL.search(folded, max(0, new.start() - 20), new.start()) is not None
    return asked or bool(new and _TO_COME.match(folded[end : end + 40]))


def _advises_a_candidate(folded: str, title: Name, meant: frozenset[str]) -> bool:
    """ "A senior adviser to Ann Poe", "the Poe campaign's senior adviser": who is called by no office may still run for
    it.
    """
    if not meant & _ADVISERS:
        return False
    of_one = _OF_A_CANDIDATE.match(folded[title.end : title.end + 40])
    return bool(of_one or _A_CAMPAIGN_BEFORE.search(folded, max(0, title.start - 30), title.start))


def _is_full(name: str) -> bool:
    return " " in name.strip() or name[:1] >= _GREEK


def _spelt_elsewhere(folded: str, title: Name, elsewhere: list[Name]) -> Iterator[tuple[int, int, tuple[Holder, ...]]]:
    """Names in other scripts beside a title: "президент Владимир Путин", "トランプ前大統領"."""
    for name in elsewhere:
        behind = title.end <= name.start <= title.end + 16 and _NEAR.match(folded[title.end : name.start])
        about = name.start <= title.start and title.end <= name.end  # "岸田首相"
        if (
            about
            or behind
            or (name.end <= title.start and folded[name.end : title.start] in ("", " ", *_PAST_UNSPACED))
        ):
            yield name.start, name.end, office_table.holders_named(name.entry)


def _after(text: str, folded: str, start: int, end: int) -> Iterator[tuple[int, int, tuple[Holder, ...]]]:
    """The names after a title: at once, or after "of Russia"; the longest first, at last a family name alone."""
    if near := _BEFORE_NAME.match(folded[end : end + 12]):
        alone = folded[start:end] not in office_table.vague()
        yield from _names_at(text, folded, end + near.end(), alone=alone)
    if of := _OF.match(folded, end):
        for word in _WORD.finditer(folded, end + 4, of.end()):
            if "," in folded[end : word.start() - 2]:
                return
            yield from _names_at(text, folded, word.start(), alone=False)


def _ahead(text: str, folded: str, start: int) -> Iterator[tuple[int, int, tuple[Holder, ...]]]:
    """The full names ahead of a title: "Rex Tillerson, the US secretary of state", "Xi Jinping (president"."""
    low = max(0, start - 75)
    stop = max(folded.rfind(", ", low, start), folded.rfind(" (", low, start))
    if stop < 0 or not _BEHIND_NAME.match(folded[stop:start]):
        return
    words = list(_WORD.finditer(folded, max(0, stop - 45), stop))[-_MOST_WORDS:]
    for word in words[:-1]:
        key = folded[word.start() : stop].translate(_MARKS)
        if text[word.start()].isupper() and (holders := office_table.holders_named(key)):
            yield word.start(), stop, holders


def _names_at(text: str, folded: str, start: int, *, alone: bool) -> Iterator[tuple[int, int, tuple[Holder, ...]]]:
    if start >= len(text) or not (text[start].isupper() or _SLIP.match(text, start)):
        return
    alone = alone and text[start].isupper()
    ends: list[int] = []
    for word in _WORD.finditer(folded, start, start + 60):
        if ends and folded[ends[-1] : word.start()] not in (" ", " '"):
            break
        ends.append(word.end())
        if len(ends) == _MOST_WORDS:
            break
    for end in reversed(ends):
        key = folded[start:end].translate(_MARKS).removesuffix("'s")
        if holders := office_table.holders_named(key):
            yield start, end, holders
    for end in reversed(ends if alone else []):
        key = folded[start:end].translate(_MARKS).removesuffix("'s")
        if holders := office_table.family(key):
            yield start, start + len(folded[start:end].removesuffix("'s").rstrip(".")), holders
            return


def _meaning(
    holders: tuple[Holder, ...], meant: frozenset[str], country: str | None, folded: str, *, full: bool
) -> list[Holder]:
    """Those of ``holders`` who can be meant by a title, of the country that stands before it."""
    out = [h for h in holders if h.office in meant and (country in (None, h.country) or h.country.startswith("@"))]
    if full or not out:
        return out
    if named := [h for h in out if office_table.named_in_full(h, folded)]:
        return named
    table_of_offices = offices()
    known = [h for h in out if table_of_offices[h.office].surname]
    if known:
        return known
    abroad = [h for h in out if table_of_offices[h.office].abroad and table_of_offices[h.office].kind in _BY_FAMILY]
    return abroad if len({h.country for h in abroad}) == 1 else []


def _of_a_leader(text: str, folded: str, cue: Name, standing: str) -> Holding | None:
    """ "The Trump administration", "Trump's White House", "Clinton campaign": the leader before the word."""
    head = folded[max(0, cue.start - 30) : cue.start].rstrip().removesuffix("'s").removesuffix("'")
    words = head.split()
    end = max(0, cue.start - 30) + len(head)
    for count in (3, 2, 1):
        start = end - len(" ".join(words[-count:]))
        if len(words) < count or start < 0 or not text[start].isupper():
            continue
        holders = office_table.holders_named(folded[start:end]) or office_table.family(folded[start:end])
        if standing == ADMINISTRATION:
            led = [h for h in holders if h.office in ("president", "prime minister")]
            if len({h.country for h in led}) > 1:
                led = [h for h in led if h.country == "USA"]
            as_: Standing = "administration"
        else:
            led = [h for h in holders if offices()[h.office].kind == "candidate"]
            as_ = "campaign"
        if led and not still_to_come(folded, start, cue.end):
            terms = union(Interval(h.start, h.end) for h in led)
            return Holding(start, cue.end, led[0].person, led[0].office, terms, as_)
    return None


def union(terms: Iterable[Interval]) -> tuple[Interval, ...]:
    """Terms in order, those that touch made one."""
    out: list[Interval] = []
    for term in sorted(terms, key=lambda t: (t.lo is not None, t.lo)):
        if out and (out[-1].hi is None or (term.lo and term.lo <= out[-1].hi + _TOUCHING)):
            hi = None if out[-1].hi is None or term.hi is None else max(out[-1].hi, term.hi)
            out[-1] = Interval(out[-1].lo, hi)
        else:
            out.append(term)
    return tuple(out)


@kept
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a title that is another one ("deputy"), and before one that is lost ("former")."""
    words: dict[str, list[str]] = {"another": [], "former": [], "lost": []}
    for row in rows("office_cues.csv"):
        words[row["says"]].append(re.escape(fold(row["words"])))
    another, former, lost = ("|".join(words[says]) for says in ("another", "former", "lost"))
    a_word = r"(?:(?!(?:and|by|to|of|with|at|in|who|said|told)\b)(?:(?:\w\.){2,}|[^\W\d_][\w']*) )"
    return (
        re.compile(rf"(?:^|[\W_])(?:{another})[\s,]+{a_word}{{0,2}}$"),
        re.compile(rf"(?:^|[\W_])(?:(?:{former})[\s,]+{a_word}{{0,2}}|(?:{lost}) {a_word}?)$"),
    )


def _country(before: str) -> str | None:
    """The country whose demonym ends the words before a title: "the German" before "chancellor"."""
    words = before.split()
    for count in (2, 1):
        if len(words) >= count and (code := _demonyms().get(" ".join(words[-count:]))):
            return code
    return None


@kept
def _demonyms() -> dict[str, str]:
    out = {"us": "USA", "u.s.": "USA", "uk": "GBR", "u.k.": "GBR"}
    for row in rows("countries.csv"):
        out.update((fold(word), row["iso3"]) for word in row["demonyms"].split("|") if word)
    return out
