"""The end of a year told as near: "as 2016 draws to a close", "before January 1, 2016, … by the end of this year".

A year that ends is the one under way, and it ends in December: where its figure stands with the words, or the first of
January after it is told as still to come, both are known. Without a figure they say when in the year it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain

from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Testimony
from flows.dates.dct.witness_reading import NEWS_YEARS, TOLD_YEARS, Reading
from flows.dates.dct.witnesses.heard import dates_told
from flows.dates.timex import Expression
from flows.names.gazetteer import Entry
from flows.records import Evidence, Interval

# How often another year is meant, where its figure stands there; where the newest year told of is taken for it; and how
# often words of a year's end are of another time of the year.
_FIGURE_WRONG, _NEWEST_WRONG, _SEASON_WRONG = 0.05, 0.25, 0.12
_THIS_YEAR_WRONG = 0.05
_YEAR = r"(?P<y>(?:19|20)\d\d)"
_ENDS = re.compile(
    rf"\b(?:(?:[Tt]he (?:old )?year|{_YEAR}|[Tt]his year) (?:is |was )?(?:\w+ly )?(?:ends?|ending|draws to (?:a|"
    rf"its) close|"
    r"drawing to (?:a|its) close|comes to an end|coming to an end|comes to a close|coming to a close|closes|winds down|"
    r"winding down|nears its end|nearing its end|almost over|nearly over)|"
    r"(?:last|final|closing|dying) (?:days|weeks) of (?:the|this) (?:old )?year|"
    r"(?:[Dd]as|[Dd]ieses) (?:alte )?Jahr (?:(?:19|20)\d\d )?(?:geht zu Ende|neigt sich|endet|klingt aus)|"
    r"[Ll][’'](?:an(?:née)?) (?:(?:19|20)\d\d )?(?:s[’']achève|se termine|touche à sa fin|finit)|"
    r"[Ee]l año (?:(?:19|20)\d\d )?(?:termina|acaba|se acaba|llega a su fin|se despide)|"
    r"[Ll][’']anno (?:(?:19|20)\d\d )?(?:si chiude|finisce|volge al termine))\b"
)
_FIGURE = re.compile(_YEAR)
_END_OF_YEAR = re.compile(
    r"\b(?:[Bb]efore|[Bb]y|[Uu]ntil|[Tt]ill|[Aa]t|[Tt]owards?) (?:the )?end of (?:the|this) year\b|"
    r"\bbis (?:zum )?(?:Jahresende|Ende des Jahres)|"
    r"\bEnde (?:dieses|des) Jahres\b|\bd[’']ici (?:à )?la fin de l[’']année|\bantes de que (?:acabe|termine) el año|"
    r"\ba finales de año|\bentro la fine dell[’']anno"
)
_LAST_DAY, _LATE = (12, 31), (11, 1)  # of a year; and the first day on which it is told as ending


def entries() -> tuple[Entry, ...]:
    """It asks for no names: it reads expressions."""
    return ()


def testimony(reading: Reading) -> list[Testimony]:
    """What the first words of a year's end say."""
    return next(([said] for said in chain(_ends(reading), _before_new_year(reading))), [])


def clause(evidence: Evidence) -> str | None:
    """``arithmetic`` has the words for what it finds with a year; this is when in the year it was."""
    return f"“{evidence.short_quote}” {evidence.note}" if evidence.kind == "year's end" else None


def _ends(reading: Reading) -> Iterator[Testimony]:
    for start, end in reading.body_spans:
        for found in _ENDS.finditer(reading.text, start, end):
            figure = _FIGURE.search(found[0])
            new_year = _new_year_ahead(reading)
            if figure:
                yield _said(reading, found, int(figure[0]), _FIGURE_WRONG, "as that year ends")
            elif new_year:
                yield _said(reading, found, new_year - 1, _FIGURE_WRONG, f"before the first of January {new_year}")
            elif newest := _newest_year(reading):
                yield _said(reading, found, newest, _NEWEST_WRONG, f"with “{newest}”, the newest year told of,")
            else:
                quote, place = found[0], found.span()
                evidence = Evidence("year's end", Interval(), 0.5, quote, *place, "is told as near")
                yield Testimony(evidence, raised(map(_last_weeks, NEWS_YEARS), _SEASON_WRONG))


def _before_new_year(reading: Reading) -> Iterator[Testimony]:
    """ "By the end of this year … before January 1, 2020": written in 2019."""
    year = _new_year_ahead(reading)
    for start, end in reading.body_spans if year else ():
        for found in _END_OF_YEAR.finditer(reading.text, start, end):
            assert year is not None
            says = Interval(date(year - 1, 1, 1), date(year - 1, 12, 31))
            note = f"before the first of January {year}"
            evidence = Evidence("arithmetic", says, 0.6, found[0], *found.span(), note)
            yield Testimony(evidence, raised([says], _THIS_YEAR_WRONG))


def _new_year_ahead(reading: Reading) -> int | None:
    """The year whose first day the text tells as not yet past."""
    ahead = (e for e in dates_told(reading) if _is_new_year(e) and e.direction != "past")
    return next((e.year for e in ahead if e.year in TOLD_YEARS), None)


def _is_new_year(e: Expression) -> bool:
    return (e.month, e.day) == (1, 1) and e.year is not None


def _newest_year(reading: Reading) -> int | None:
    told = [e.year for e in dates_told(reading) if e.year and e.direction == "past"]
    return max((year for year in told if year in TOLD_YEARS), default=None)


def _last_weeks(year: int) -> Interval:
    return Interval(date(year, *_LATE), date(year, *_LAST_DAY))


def _said(reading: Reading, found: re.Match[str], year: int, wrong: float, note: str) -> Testimony:
    says = _last_weeks(year)
    quote = reading.article.text[found.start() : found.end()]
    return Testimony(Evidence("arithmetic", says, 0.6, quote, *found.span(), note), raised([says], wrong))
