"""Things with a name of their own: nobody writes "the Omicron variant" before 26 November 2021.

The tables are `seeds/reference/terms/*.csv`: wars, storms, laws, scandals, companies, products, films, games. Before a
name exists no text has it. While what it names is in the news everybody writes it; then ever fewer do. A thing that
stays (a company, a treaty) bounds the text from below alone.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from flows.dates.dct import gazetteer
from flows.dates.dct.gazetteer import bound, fold
from flows.dates.dct.lags import shift
from flows.dates.dct.reading import Reading
from flows.dates.dct.timeline import Step, Testimony
from flows.records import Evidence, Interval

# Nats for a day of writing, by where it lies to the name's time in the news: the rate at which names of the tables
# stand in news of known date, against the mean rate while they are in the news. What is in the news for a while only
# fades from its first day on; its numbers go with the share of that while which has passed.
_UNKNOWN_YET, _NOT_YET_NEWS = -7.0, -3.0
_FADING = (
    (0.0, 0.1, 1.2), (0.1, 0.35, 0.2), (0.35, 0.75, -0.5), (0.75, 1.5, -1.6), (1.5, 9.0, -3.1), (9.0, 99.0, -3.7),
)  # fmt: skip
_AFTERWARDS = ((1, 365, -1.6), (366, 1460, -2.8), (1461, 40_000, -3.4))  # days since a long time in the news, until
_A_WHILE = 800  # days
_WINDOW = 2000  # characters to either side in which a name's company is looked for
_MOST = 16
_LENGTHS = {"d": 1.0, "m": 30.44, "y": 365.25}


@dataclass(frozen=True)
class Term:
    """A thing with a name of its own: ``known`` since (``None``: older than the tables reach), ``news`` while it is in
    the news (an open end: it stays). ``since`` says what happened when: "named by the WHO on 31 May 2021"."""

    name: str
    known: date | None
    news: Interval
    since: str
    needs: tuple[str, ...]


def testimony(reading: Reading) -> list[Testimony]:
    """What the things named in the body allow, one testimony a thing."""
    first: dict[Term, tuple[int, int]] = {}
    for start, end in reading.body_spans:
        for name_start, name_end, term in named(reading.text[start:end]):
            first.setdefault(term, (start + name_start, start + name_end))
    fading = sum(term.news.hi is not None for term in first)
    share = 1 / max(1.0, fading / 2) ** 0.5
    return [_testimony(reading, term, place, share) for term, place in list(first.items())[:_MOST]]


def _testimony(reading: Reading, term: Term, place: tuple[int, int], share: float) -> Testimony:
    start, end = place
    lo, hi = term.news.lo, term.news.hi
    assert lo is not None
    steps: list[Step] = []
    if term.known is not None:
        steps.append((None, term.known - timedelta(1), _UNKNOWN_YET))
    if term.known is None or lo > term.known:
        steps.append((term.known, lo - timedelta(1), _NOT_YET_NEWS * share))
    if hi is not None and (hi - lo).days <= _A_WHILE:
        length = (hi - lo).days + 1
        parts = ((round(a * length), round(b * length) - 1, nats) for a, b, nats in _FADING)
        steps += [(shift(lo, a), shift(lo, b), nats * share) for a, b, nats in parts]
        steps.append((shift(lo, round(_FADING[-1][1] * length)), None, _FADING[-1][2] * share))
    elif hi is not None:
        steps += [(shift(hi, a), shift(hi, b), nats * share) for a, b, nats in _AFTERWARDS]
    weight = 0.9 if term.news.hi is None else 0.6
    quote = reading.article.text[start:end]
    return Testimony(Evidence("term", Interval(term.known, None), weight, quote, start, end, term.since), tuple(steps))


def named(text: str) -> list[tuple[int, int, Term]]:
    """The things named in ``text``: start, end, which; the longest name where two overlap."""
    folded = fold(text)
    found = [n for n in gazetteer.names(folded) if n.kind == "term" and _as_written(text[n.start], n.entry[1])]
    return [
        (n.start, n.end, n.entry[0])
        for n in gazetteer.longest(found)
        if _in_company(folded, n.start, n.end, n.entry[0].needs)
    ]


def _as_written(initial: str, capital: bool) -> bool:
    return initial.isupper() or not capital


def _in_company(folded: str, start: int, end: int, needs: tuple[str, ...]) -> bool:
    return not needs or bool(_company(needs).search(folded, max(0, start - _WINDOW), end + _WINDOW))


@cache
def _company(needs: tuple[str, ...]) -> re.Pattern[str]:
    words = (re.escape(fold(w.removesuffix("*"))) + (r"\w*" if w.endswith("*") else "") for w in needs)
    return re.compile(r"\b(?:" + "|".join(words) + r")\b")


def entries() -> Iterator[tuple[str, str, tuple[Term, bool]]]:
    """What the gazetteer is to look for: every name of every thing, and whether it begins with a capital."""
    folder = files("seeds") / "reference" / "terms"
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if not path.name.endswith(".csv"):
            continue
        for row in gazetteer.table(f"terms/{path.name}"):
            term = _term(row)
            forms = {}
            for name in row["names"].split("|"):
                for spelt in _spelt(name, words):
                    forms[fold(spelt)] = spelt[0].isupper() and spelt == name
            for form, capital in forms.items():
                yield form, "term", (term, capital)


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
    happened = row["from"] if not known or (row["what"].startswith("in ") and row["from"]) else row["known"]
    since = f"{row['what']} {'on' if happened.count('-') == 2 else 'in'} {_told(happened)}"
    return Term(row["names"].split("|")[0], known, Interval(first, last), since, needs)


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
