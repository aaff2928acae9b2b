"""Things with a name of their own: nobody writes "the Omicron variant" before 26 November 2021.

The tables are `seeds/reference/terms/*.csv`: wars, storms, laws, scandals, companies, products, films, games. Before a
name exists no text has it. While what it names is in the news everybody writes it; then ever fewer do. A thing that
stays (a company, a treaty) bounds the text from below alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import cache

from flows.calendar.partial import bound
from flows.dates.dct.solve.fading import Term
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Step, Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import editions
from flows.dates.dct.witnesses.office_names import still_to_come
from flows.names.fold import fold
from flows.names.gazetteer import Entry, NamedPassage
from flows.records import Evidence, Interval
from seeds import declared, rows

_WINDOW = 800
_MOST = 16
_BESIDE_A_YEAR = 0.4  # a sentence that names a year tells of then: what is named in it need not be news
_TO_COME_OUT = ("announced", "in rumour", "in production", "so named", "planned", "shown")
_OUT_ALREADY = 0.25  # how often what is said to come is another one, or came out in parts
_IN_RUMOURS, _ON_SALE = timedelta(days=60), timedelta(days=5)
_UPCOMING = re.compile(
    r"\b(?:upcoming|forthcoming|rumou?red|anticipated|awaited|unreleased|kommende[nrs]?|erwartete[nrs]?)\b"
    r"[^.;:!?]{0,30}$"
)
_WILL_COME = re.compile(
    r"(?: [\w-]+){0,3} (?:will (?:be (?:released|launched|unveiled|shown|available)|launch|open|premiere|hit|arrive|"
    r"come|debut|go on sale|feature|have)|(?:is|are) (?:expected|rumou?red|due|slated|set|scheduled|likely) "
    r"(?:to|in|for|this|next)|to be released|rumou?rs?|leaks?|soll|erscheint|sortira|saldra)\b"
)
# What the next sentence calls it, and that it is to come: "The bridge is due in June".
_IT_WILL = re.compile(
    r"^[^.!?\n]{0,80}[.!?]\s+(?:it|the (?:[\w-]+ )?(?:phone|handset|smartphone|device|console|tablet|watch|laptop|chip|"
    r"car|suv|truck|film|movie|sequel|series|season|show|game|album|book|novel|bridge|tunnel|airport|line|station|building|"
    r"stadium|law|system|version)|(?:das|der|die) (?:smartphone|handy|gerat|film|spiel|konsole|auto|serie|album))"
    r" (?:will|is (?:expected|due|set|said|rumou?red|slated|scheduled|likely|supposed|to be)|could|may|might|should|"
    r"soll|wird|durfte)\b"
)
_NEXT = 200  # characters
# What happened at one place has two names: by the place first, and by what it was. Nouns that mean the same in news.
_HAPPENINGS = frozenset(
    {"happened", "committed", "attacked", "killed", "crashed", "struck", "burnt", "collapsed", "shot", "derailed",
     "bombed", "exploded", "sunk", "hijacked", "collided", "erupted"}
)  # fmt: skip
_SAME_EVENTS = {
    "earthquake": ("earthquake", "quake"), "bombing": ("bombing", "bomb attack", "blast"),
    "explosion": ("explosion", "blast"), "massacre": ("massacre",), "shooting": ("shooting", "mass shooting"),
    "fire": ("fire", "blaze"), "crash": ("crash", "plane crash", "air crash"), "dam collapse": ("dam collapse",),
}  # fmt: skip
_OF_NATURE = frozenset({"earthquake", "tsunami", "flood", "eruption", "landslide"})
_PLACE_AND_EVENT = re.compile(
    r"(?P<place>[A-Z][^ |*{]*(?: (?:[A-Z][^ |*{]*|de|of|la|el|al))*) "
    r"(?P<noun>earthquake|tsunami|bombing|explosion|massacre|shooting|attack|fire|crash|train crash|collapse|stampede|"
    r"bridge collapse|dam collapse|siege|landslide|flood|eruption)(?P<plural>s)?(?P<star>\*)?"
)
_A_LONG_TIME = 700  # days: then it is told until when, not for how long
_LENGTHS = {"d": 1.0, "m": 30.44, "y": 365.25}


def testimony(reading: Reading) -> list[Testimony]:
    """What the things named in the story allow, one testimony a thing, from its first mention that names no year."""
    first: dict[Term, tuple[int, int, bool]] = {}
    for passage in [*reading.passages, *reading.passages_beside]:
        for start, end, term in named(passage):
            if first.get(term, (0, 0, True))[2]:
                place = passage.start + start, passage.start + end
                first[term] = (*place, reading.names_a_year(*place))
    fading = sum(term.news.hi is not None for term in first)
    share = 1 / max(1.0, fading / 4) ** 0.5
    out = []
    for term, (start, end, dated) in list(first.items())[:_MOST]:
        leads, share_here = not dated and reading.leads(start), share * (_BESIDE_A_YEAR if dated else 1)
        said = term.testimony(reading.article.text[start:end], start, end, share_here, leads=leads)
        out.append(replace(said, steps=said.steps + _not_out_yet(reading, term, start, end)))
    return out


def _not_out_yet(reading: Reading, term: Term, start: int, end: int) -> tuple[Step, ...]:
    """What a text that looks ahead to a film, a phone, a building says: it was written before that came out."""
    out = term.news.lo
    if not term.known or not out or term.known >= out or not term.since.startswith(_TO_COME_OUT):
        return ()
    low, high = reading.sentence(start, end)
    before, after = fold(reading.text[max(low, start - 60) : start]), fold(reading.text[end : min(high, end + 120)])
    if not (
        _UPCOMING.search(before) or _WILL_COME.match(after) or _IT_WILL.search(fold(reading.text[end : end + _NEXT]))
    ):
        return ()
    return raised([Interval(term.known - _IN_RUMOURS, out + _ON_SALE)], _OUT_ALREADY)


def clause(evidence: Evidence) -> str | None:
    """What the naming of a thing says, as part of a sentence."""
    return f"it names “{evidence.short_quote}”, {evidence.note}" if evidence.kind == "term" else None


def named(passage: NamedPassage) -> list[tuple[int, int, Term]]:
    """The things named in it, editions and anniversaries too: start, end, which; the longest of nested ones."""
    counted = list(editions.named_editions(passage))
    inside = {n for start, end, _ in counted for n in range(start, end)}  # "the 10th anniversary of" a thing
    found = [
        (name.start, name.end, term)
        for name in passage.of_kind("term")
        for term, capital in (name.entry,)
        if name.start not in inside
        and (not capital or _has_a_capital(passage.text[name.start : name.end]))
        and _in_company(passage.folded, name.start, name.end, term.needs)
        and not still_to_come(passage.folded, name.start, name.end)
    ]
    return found + counted


def _has_a_capital(written: str) -> bool:
    """Whether it is written as a name: "flight MH370" is, "yellow vests" is what people wear."""
    return written != written.lower()


def _in_company(folded: str, start: int, end: int, needs: tuple[str, ...]) -> bool:
    return not needs or bool(_company(needs).search(folded, max(0, start - _WINDOW), end + _WINDOW))


@cache
def _company(needs: tuple[str, ...]) -> re.Pattern[str]:
    words = (re.escape(fold(w.removesuffix("*"))) + (r"\w*" if w.endswith("*") else "") for w in needs)
    return re.compile(r"\b(?:" + "|".join(words) + r")\b")


def entries() -> Iterator[Entry]:
    """What the gazetteer is to look for: the names of things, and those of what is counted."""
    yield from things()
    yield from editions.edition_names()


def things() -> Iterator[tuple[str, str, tuple[Term, bool]]]:
    """Every name of every thing, and whether it begins with a capital."""
    words = declared("terms/words.toml")
    made: list[tuple[dict[str, str], Term]] = [(row, _term(row)) for row in rows("terms.csv")]
    taken: set[str] = set()
    for row, term in made:
        forms = {}
        for name in row["names"].split("|"):
            for spelt in _spelt(name, words):
                forms[fold(spelt)] = spelt[0].isupper() and spelt == name
        taken.update(forms)
        for form, capital in forms.items():
            yield form, "term", (term, capital)
    for row, term in made:  # the names that rows have themselves go first
        for name in row["names"].split("|") if row["what"] in _HAPPENINGS else ():
            for form in map(fold, _turned_round(name)):
                if form not in taken:
                    taken.add(form)
                    yield form, "term", (term, True)


def _turned_round(name: str) -> Iterator[str]:
    """ "The Kumamoto earthquake" is "the earthquake in Kumamoto" and "the quake that hit Kumamoto", too."""
    found = _PLACE_AND_EVENT.fullmatch(name)
    if not found:
        return
    place, noun, plural = found["place"], found["noun"], found["plural"] or found["star"] or ""
    for same in _SAME_EVENTS.get(noun, (noun,)):
        for between in ("in", "at", "on"):
            yield f"{same}{plural} {between} {place}"
        for verb in ("hit", "struck", "destroyed") if noun in _OF_NATURE else ():
            yield f"{same} that {verb} {place}"
        if same != noun:
            yield f"{place} {same}{plural}"


def _term(row: dict[str, str]) -> Term:
    known = bound(row["known"], last=False)
    first = bound(row["from"], last=False) or known
    assert first is not None
    until = row["until"]
    last = None
    if until and until[-1] in _LENGTHS:
        last = first + timedelta(round(int(until[:-1]) * _LENGTHS[until[-1]]))
    elif until:
        last = bound(until, last=True)
    needs = tuple(row["needs"].split("|")) if row["needs"] else ()
    in_the_news = row["what"].startswith("in ")
    told = row["from"] if not known or (in_the_news and row["from"]) else row["known"]
    begun = _told(told)
    since = f"{row['what']} {'on' if told.count('-') == 2 else 'in'} {begun}"
    happened = None if in_the_news else bound(told, last=False)
    news, name = Interval(first, last), row["names"].split("|")[0]
    return Term(name, known, news, since, needs, happened, _told_as(row["what"], begun, since, news))


def _told_as(what: str, begun: str, since: str, news: Interval) -> str:
    """``since``, with the time for which it is news where that is over sooner or later. People, places and deeds alike
    bear the name of what was committed.
    """
    since = f"known by the crime of {begun}" if what == "committed" else since
    if not news.lo or not news.hi:
        return since
    days, at_once = (news.hi - news.lo).days, _told(f"{news.lo:%Y-%m-%d}").endswith(begun)
    length = "some days" if days < 11 else "some weeks" if days < 46 else f"about {round(days / 30.44)} months"
    for_how_long = f"for {length}" if at_once and days <= _A_LONG_TIME else f"until {news.hi:%B %Y}"
    if what.startswith("in "):
        return f"{what} from about {begun} {for_how_long.replace('for', 'on, for')}"
    return f"{since} and news {for_how_long}"


def _told(written: str) -> str:
    """A day, a month or a year of the tables as people write it."""
    day = bound(written, last=False)
    assert day is not None
    return (written, f"{day:%B %Y}", f"{day.day} {day:%B %Y}")[written.count("-")]


def _spelt(name: str, words: dict[str, list[str]]) -> Iterator[str]:
    """A name, or those that the words for "{word}" in it make."""
    place, rest = name.find("{"), name
    if place < 0:
        yield name
        return
    word, rest = name[place + 1 :].split("}", 1)
    for one in words[word]:
        yield name[:place] + one + rest
