"""Which of the body's own dates speak for the day of writing, and as what kind of mention: witnesses 2 and 3.

News tells of the latest: of all dates told as past, the newest stands near the day of writing, and the older ones only
repeat what it says already. So of every kind, one mention is heard: the newest told as past, the soonest told as
future, the weekday named first. `lags.py` knows how far from the day of writing each kind stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from flows.calendar import spans
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses.other_tenses import direction_of
from flows.dates.timex import Expression
from flows.dates.timex.numerals import EITHER_ORDER
from flows.records import Interval

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_LEAD = 300  # characters: what stands so near the top of the body is the news itself
_DAYS_HEARD, _MONTHS_HEARD = 2, 3
_SAME_WEEKS, _YEAR_OF_DAYS = 62, 12 * 31
# What stands before the stamp of a post that the page embeds: "(@reader) March 5, 2017", "Posted by Reader on …".
_STAMPED = re.compile(r"(?:\(@\w{1,20}\)|\bPosted by [^\n.]{1,60}? on)\s*$")
_STAMP_REACH, _CLAUSE = 90, 80
_FROM_A_FILE = re.compile(r"\b(?:file|archiv\w*)\b", re.IGNORECASE)  # "in this Friday, Nov. 17, 2017 file photo"
# What stands before and after a year that is an attribute: "the 2016 campaign", "his failed 2020 bid".
_DETERMINED = re.compile(
    r"(?:\b(?:the|a|an|his|her|its|their|our|my|this|that|of|for|in)|['’]s|â€™s)(?: [\w-]+)? $", re.I
)
# "Is" looks ahead where it is one of these; else it tells of a state, a habit, or of what a picture shows.
_IS_TO = re.compile(
    r"\b(?:is|are|['’]s|['’]re) (?:\w+ly |now |still |also |not )?(?:to|due|set|scheduled|expected|planned|likely|"
    r"going|slated|about|hoped|meant|supposed|\w+ing)\b"
)
# What stands before the end of a time that is over: "who led France until 2012".
_LASTED = re.compile(
    r"\b(?:led|ruled|governed|served|was|were|been|held|lived|worked|ran|chaired|headed|played|stayed|remained|lasted|"
    r"existed|reigned|president|minister|leader|mayor|chancellor)\b[^.;:!?]{0,40}\b(?:until|till|to|through) $"
)
_A_CHRONICLE = re.compile(r"(?:^|[.!?]\s+|\n)[^.!?\n]{0,3}$")  # before a date that opens its sentence
_AN_ENTRY = re.compile(r":| [–—-] ")  # behind it
_FEWEST_ENTRIES = 2
# What stands before a day that is remembered, whatever verb remembers it; and before the day on which something ends,
# which a verb about that something does not place: "asked about the end of the fiscal year on September 30".
_RECALLED = re.compile(
    r"\b(?:remember|recall|forget|commemorat|look(?:s|ed|ing)? back)\w*\b[^.;,]{0,25}$|"
    r"\b(?:speak|talk|tell|testify|hear|ask|write|sing|learn|debate|think|argue|dream|inquire)\w* (?:of|about|over) "
    r"(?:the (?:events|night|day|days|summer|spring|winter|autumn|year|war) of |what happened (?:in|on) |"
    r"\w+ (?:in|on|of) )?$"
)
_AN_END = re.compile(
    r"\b(?:fiscal year|financial year|through|ends?|ending|expires?|deadline|effective|as of)\b[^.;,]{0,12}$"
)
# What stands before the day that a document bears: it is the document's, and no news.
_DATED = re.compile(r"\b(?:dated|datiert(?: vom| auf den)?|daté du|fechad[oa] (?:el|en)|datato|signed and dated)\s$")
# What stands before the day of a document that is named by it: it was written then, whatever it is still good for.
_OF_A_DOCUMENT = re.compile(
    r"\b(?:order|letter|decree|notice|ruling|memo|memorandum|directive|circular|email|e-mail|judgment|judgement|Schreiben|"
    r"Brief|Erlass|Verordnung|Beschluss|Urteil|Bescheid|lettre|décret|arrêté|circulaire|courrier|carta|orden|decreto|"
    r"lettera|ordinanza|circolare)s? (?:of|from|vom|du|del|de|dated) (?:the )?$"
)
# What says of itself that it is old, whatever verb stands by: "a photo from 2015", "dating back to 2018", "back in".
_OF_OLD = re.compile(
    r"\b(?:dat(?:es|ing|ed)|goes|going|stems?|stemming) (?:all the way )?(?:back )?(?:from|to) $|\bback in $|"
    r"\b(?:story|photo|photograph|picture|video|footage|clip|article|report|tweet|post|letter|interview|study|book|song|"
    r"film|born) (?:is )?from $|(?:\bnot|n['’]t) until $|\baus dem (?:Jahre?|Sommer|Winter|Herbst|Frühjahr) $|"
    r"\b(?:would|could) (?:rule|reign|govern|serve|last|remain|stay|stand|hold|lead|live|run|play|"
    r"work)\w* [^.;:!?]{0,20}until $"
)
# A year with which another is compared: "warmer than 2023", "kühler als 2023".
_COMPARED = re.compile(
    r"\b(?:\w+er\b[^.;:!?]{0,14} than|(?:more|less|fewer|better|worse)\b[^.;:!?]{0,20} than|\w+er\b[^.;:!?]{0,20} als|"
    r"(?:plus|moins|más|menos|più|meno) \w+ (?:que|di)|\w+er dan) (?:in |im Jahr |en |nel )?$"
)
# What has just been told with the verb behind it: "who in 2006 became", "in 2013 she thought".
_ITS_VERB_BEHIND = re.compile(
    r"^(?:,? (?:he|she|it|they|we|i|not [a-z]+))? (?:became|came|was|were|had|thought|felt|made|took|won|lost|"
    r"began|left|"
    r"went|found|saw|gave|led|put|set up|fell|rose|held|built|bought|sold|got|ran|met|"
    r"(?!need|feed|seed|indeed|speed|exceed|succeed|proceed|hundred|sacred|add|announc|report|confirm|promis|warn|insist|"
    r"declar|claim|explain|not|predict|suggest|stat|estimat|argu)[a-z]{3,}ed)\b(?! (?:to be|by))",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:from (?:19|20)\d\d (?:to|until|through)|between (?:19|20)\d\d and) $")  # "from 1993 to 2005"
# "Will" that is a noun: "against her will", "of their own free will".
_A_WILL = re.compile(r"\b(?:her|his|their|my|your|our|own|good|ill|free|political|last|whose) will\b")
_IS_DUE = re.compile(r"\b(?:is|are|was|were|be|been|['’]s|['’]re) (?:\w+ )?due\b|\bdue (?:in|on|by|out|for)\b")
_A_DEADLINE_SET = re.compile(
    r"\bhad (?:\w+ )?(?:set|fixed|agreed|given|imposed)\b[^.;:!?]{0,30}\bdeadline (?:of|for) $"
)
# What stands before the last day of what was decided upon: it is still to come.
_DECIDED = re.compile(
    r"\b(?:agree|vot|approv|extend|fund|renew|promis|pledg|plan|expect|schedul|intend|want|will|set)\w*\b"
    r"[^.;:!?\n]{0,80} (?:through|until|till|up to|to run to) $|"
    r"\b(?:beschloss|beschlossen|verlängert|verlängerte|genehmigt|bewilligt|voté|décidé|prolongé|accepté|aprobó|acordó|"
    r"prorrogó|decidió|approvato|deciso|prorogato)\w*\b[^.;:!?\n]{0,60} (?:bis zum|jusqu[’']au|hasta el|fino al) $"
)
# What stands in the present before the last day of what still lasts: "the grant pays for the clinic through".
_STILL_LASTS = re.compile(
    r"\b(?:pays|runs|lasts|covers|funds|remains?|stays?|(?:is|are) (?:\w+ ){0,2}(?:valid|open|closed|banned|"
    r"funded|good|free|"
    r"available|in force|in place|on (?:show|display|view|sale|loan))|läuft|gilt|bleibt|bleiben|court|reste|"
    r"restent|dure|"
    r"queda|sigue|dura|resta|restano)\b[^.;:!?\n]{0,60} (?:through|until|till|bis zum|jusqu[’']au|hasta el|fino al) $"
)
_A_NOUN = re.compile(
    r" (?!(?:and|or|to|in|at|on|as|by|he|she|it|we|they|the|a|an|of|for|with|after|before|until|when|where|that|was|is|"
    r"were|has|had|but|there|which|who|will|would)\b)[a-zA-Z-]+"
)
# What is called by its year before that has come: "has announced a 2019 target", "her 2020 bid".
_PLANNED_BY_ITS_YEAR = re.compile(
    r" (?:[\w.'’]+ ){0,2}(?:elections?|budget|targets?|bid|prospects|candidates?|races?|guidance|outlook|forecasts?|"
    r"midterms|taxes)\b"
)
_UNTIL_OR_FOR = re.compile(
    r"\b(?:bis|für|pour|jusqu[’'](?:à|en)|para|hasta|per|fino (?:al?|nel)|até|tot|voor|till|dla|do) (?:\w+ )?$"
)
_REACHES_ON = frozenset({"by", "until", "till", "through", "before", "to"})


@dataclass(frozen=True, slots=True)
class HeardDate:
    """``expression`` is weighed by the lags of ``table``, with the ``share`` (0 to 1) of their weight."""

    table: str
    expression: Expression
    share: float = 1.0


def heard_dates(reading: Reading, told: Sequence[Expression]) -> list[HeardDate]:
    """The mentions that are heard, each as what it is; ``told`` are the `dates_told`."""
    pictures = [e for e in reading.captions if names_days(e) and e.day and span(e)]
    return [
        *_with_year(reading, [e for e in told if span(e)], pictures),
        *_days_of_any_year(told),
        *_months_of_any_year(told),
        *_weekdays(reading, told),
    ]


def dates_told(reading: Reading) -> list[Expression]:
    """The body's places in the calendar, without a direction where the tense beside them is not theirs.

    "The 2016 campaign will be remembered": the year is what the campaign is called by, and no verb tells where it lies.
    "Bought before December 31, 2025": the day may lie ahead of what was done before it. A day that is told as past in
    one place and as future in another is told as neither. A chronicle tells in the present what is past.
    """
    chronicle = _chronicle(reading)
    told = [_as_it_is_told(reading, e, in_chronicle=e in chronicle) for e in reading.body if names_days(e)]
    both = _days_told(told, "past") & _days_told(told, "future")
    return [replace(e, direction=None, firm=False, cue="") if span(e) in both and e.direction else e for e in told]


def _as_it_is_told(reading: Reading, e: Expression, *, in_chronicle: bool) -> Expression:
    """The same with the direction that is its own, not one of a verb beside it."""
    if in_chronicle:
        return replace(e, direction="past", firm=True, cue="an entry of a chronicle")
    if e.direction == "future" and e.year and _LASTED.search(reading.text, max(0, e.start - 70), e.start):
        return replace(e, direction="past", firm=False, cue="the end of what lasted")
    if e.day and e.year and _STILL_LASTS.search(reading.text, max(0, e.start - 100), e.start):
        return replace(e, direction="future", firm=False, cue="the end of what still lasts")
    if e.day and e.year and _OF_A_DOCUMENT.search(reading.text, max(0, e.start - 30), e.start):
        return replace(e, direction="past", firm=False, cue="the day of a document")
    told = e if _has_no_tense(reading.text, e) else _by_its_clause(reading, e)
    if told.direction == "future" and told.year and (cue := _is_of_old(reading.text, told)):
        return replace(told, direction="past", firm=False, cue=cue)
    if _has_no_tense(reading.text, e):
        return replace(e, direction=None, firm=False, cue="")
    return told


def _chronicle(reading: Reading) -> list[Expression]:
    """The dates that head the entries of a chronicle: "1912: The ground is opened. 1954: The first cup is won."."""
    heads = [
        e for e in reading.body
        if e.year and e.kind == "calendar" and _AN_ENTRY.match(reading.text, e.end)
        and _A_CHRONICLE.search(reading.text, max(0, e.start - 12), e.start)
    ]  # fmt: skip
    return heads if len({span(e) for e in heads}) >= _FEWEST_ENTRIES else []


def _by_its_clause(reading: Reading, e: Expression) -> Expression:
    """The same with the direction that its clause gives it in a language whose tenses the grammar does not read."""
    if e.direction or not (e.year or e.month) or reading.article.language == "en":
        return e
    direction = direction_of(reading.text, e.start, e.end, reading.article.language)
    firm = direction == "past" and not _UNTIL_OR_FOR.search(reading.text, max(0, e.start - 16), e.start)
    return replace(e, direction=direction, firm=firm, cue="the verb of its clause") if direction else e


def _days_told(told: Sequence[Expression], direction: str) -> set[Interval]:
    return {days for e in told if e.day and e.direction == direction and (days := span(e))}


def _is_of_old(text: str, e: Expression) -> str:
    """What says that a year lies in the past though a verb looks ahead: it is of something else."""
    before, after = text[max(0, e.start - 60) : e.start], text[e.end : e.end + 30]
    if found := _OF_OLD.search(before) or _COMPARED.search(before):
        return found[0].strip()
    if e.signal == "in" and not before.endswith(("by in ", "that in ")) and (found := _ITS_VERB_BEHIND.match(after)):
        return found[0].strip(" ,")
    return ""


def _has_no_tense(text: str, e: Expression) -> bool:
    before, after = text[max(0, e.start - 40) : e.start], text[e.end : e.end + 25]
    if e.direction == "future" and e.year and e.cue in ("is", "are") and e.signal not in _REACHES_ON:
        return not _IS_TO.search(text, max(0, e.start - _CLAUSE), e.end + _CLAUSE)
    if e.direction == "future" and e.year and (_RECALLED.search(before) or _RANGE.search(before)):
        return True
    if e.direction == "future" and e.year and _A_DEADLINE_SET.search(text, max(0, e.start - 70), e.start):
        return True
    if e.direction == "future" and e.cue == "due" and not _IS_DUE.search(text, max(0, e.start - _CLAUSE), e.end + 20):
        return True
    if e.direction == "future" and e.cue == "will" and _A_WILL.search(text, max(0, e.start - _CLAUSE), e.start):
        return True
    if e.direction == "future" and e.year and not e.month and not e.signal:
        return bool(_DETERMINED.search(before) and _A_NOUN.match(after))
    if e.direction == "past" and e.year and not e.day and not e.signal and _PLANNED_BY_ITS_YEAR.match(text, e.end):
        return True
    return e.direction == "past" and e.day is not None and (e.signal in _REACHES_ON or bool(_AN_END.search(before)))


def names_days(e: Expression) -> bool:
    """Whether an expression names a place in the calendar by itself, not by its distance from another.

    "This Thursday, December 28, 2017" does: no word beside a full date moves it.
    """
    by_itself = e.shift is None or bool(e.year and e.month and e.day)
    return e.kind == "calendar" and by_itself and e.era is None and e.problem in (None, EITHER_ORDER)


def span(e: Expression) -> Interval | None:
    """The days of an expression that names its year: a day, a month or a year; ``None`` for everything else."""
    if e.year is None or not _FIRST_YEAR <= e.year <= _LAST_YEAR or e.quarter or e.season or e.week or e.half:
        return None
    if e.month is None:
        return Interval(date(e.year, 1, 1), date(e.year, 12, 31))
    if e.day is None:
        return spans.month(e.year, e.month).days
    try:
        day = date(e.year, e.month, e.day)
    except ValueError:
        return None
    return Interval(day, day)


def last_day(e: Expression) -> date:
    """The last day of the `span` of an expression that has one."""
    days = span(e)
    assert days is not None
    assert days.hi is not None
    return days.hi


def _with_year(reading: Reading, dates: Sequence[Expression], pictures: Sequence[Expression]) -> Iterator[HeardDate]:
    alone = [e for e in reading.expressions if reading.region_at(e.start) == "date_line" and names_days(e) and span(e)]
    posts = [e for e in (*dates, *pictures, *alone) if e.day and is_stamp_of_post(reading, e)]
    pictures = [e for e in pictures if e not in posts]
    told = [e for e in dates if e not in posts]
    future = [e for e in told if e.direction == "future"]
    to_come = {span(e) for e in future}
    past = [e for e in told if e.direction == "past" or (not e.direction and span(e) not in to_come)]
    if posts:
        yield HeardDate("post", max(posts, key=last_day))
    if pictures:
        newest = max(pictures, key=last_day)
        old = _FROM_A_FILE.search(reading.text, max(0, newest.start - 30), newest.end + 15)
        yield HeardDate("picture of a weekday" if newest.weekday and not old else "picture", newest)
    for unit, group in (
        ("day", [e for e in past if e.day]),
        ("month of a year", [e for e in past if e.month and not e.day]),
    ):
        if group:
            newest = max(group, key=last_day)  # nobody tells the weekday of what is long past
            fresh = newest.day and newest.weekday and newest.direction == "past"
            told_as = "day of a weekday" if fresh else f"{unit} {newest.direction or 'untensed'}"
            if newest.direction == "past" and not fresh and newest.firm:
                told_as = f"{told_as}, firm"
            of_a_document = newest.day and is_of_a_document(reading, newest)
            yield HeardDate("day of a document" if of_a_document else told_as, newest)
    if past:
        named = Counter(e.year for e in past)
        year = max(e.year or 0 for e in past)
        bare = [e for e in past if e.year == year and not e.month]
        if bare:
            newest = max(bare, key=lambda e: (e.direction == "past", e.firm))
            told_as = "named again" if named[year] > 1 else newest.direction or "untensed"
            yield HeardDate(f"year {told_as}{', firm' if told_as == 'past' and newest.firm else ''}", newest)
    if future:
        soonest = min(future, key=last_day)
        unit = "day" if soonest.day else "month of a year" if soonest.month else "year"
        decided = is_end_decided_upon(reading, soonest)
        yield HeardDate("day of an end decided upon" if soonest.day and decided else f"{unit} future", soonest)


def is_of_a_document(reading: Reading, e: Expression) -> bool:
    """Whether a date is the day that a document bears ("the letter of", "dated"): the document's, and no news."""
    before = reading.text[max(0, e.start - 40) : e.start]
    return _DATED.search(before) is not None or _OF_A_DOCUMENT.search(before) is not None


def is_end_decided_upon(reading: Reading, e: Expression) -> bool:
    """Whether a date is the last day of what was decided upon, and so was still to come then."""
    return _DECIDED.search(reading.text, max(0, e.start - 110), e.start) is not None


def same_day(told: Sequence[Expression]) -> Expression | None:
    """The newest full date told, where the weekday that the text names first is its own: "on Tuesday" is then that day,
    and the writing lies within the week after it.
    """
    dated = [e for e in told if e.day and e.direction != "future" and span(e)]
    first = next((e for e in told if e.weekday and not (e.month or e.day or e.year) and e.direction != "future"), None)
    newest = max(dated, key=last_day, default=None)
    return newest if newest and first and last_day(newest).isoweekday() == first.weekday else None


def same_day_as_its_picture(reading: Reading, told: Sequence[Expression]) -> Expression | None:
    """The newest picture's date, where the weekday that the story names first is the picture's: it is of that news."""
    dated = [e for e in reading.captions if names_days(e) and e.day and e.weekday and span(e)]
    newest = max(dated, key=last_day, default=None)
    first = next((e for e in told if e.weekday and not (e.month or e.day or e.year) and e.direction != "future"), None)
    if not newest or not first or not reading.leads(first.start) or newest.weekday != first.weekday:
        return None
    if _FROM_A_FILE.search(reading.text, max(0, newest.start - 30), newest.end + 15):
        return None
    return newest if last_day(newest).isoweekday() == newest.weekday else None


def is_stamp_of_post(reading: Reading, e: Expression) -> bool:
    """Whether a date stands as the stamp of a post that the page embeds, which is no newer than its story."""
    return bool(_STAMPED.search(reading.text, max(0, e.start - _STAMP_REACH), e.start))


def _days_of_any_year(told: Sequence[Expression]) -> Iterator[HeardDate]:
    """ "On September 14": when in the year."""
    seen: set[tuple[int, int]] = set()
    for e in _newest_first([e for e in told if e.year is None and e.month and e.day]):
        if e.month and e.day and (e.month, e.day) not in seen and len(seen) < _DAYS_HEARD:
            seen.add((e.month, e.day))
            yield HeardDate(f"day of any year {e.direction or 'untensed'}", e, 0.8 if len(seen) == 1 else 0.4)


def _newest_first(days: list[Expression]) -> list[Expression]:
    """The days as told, with the newest of the same weeks in the place of the first told as past: "it met on June 3 and
    decided on June 5" is news of the 5th.
    """
    first = next((i for i, e in enumerate(days) if e.direction == "past"), len(days))
    behind = [e for e in days[first:] if e.direction == "past" and _days_on(days[first], e) <= _SAME_WEEKS]
    newest = max(behind, key=lambda e: _days_on(days[first], e), default=None)
    return days if newest is None else [*days[:first], newest, *(e for e in days[first:] if e is not newest)]


def _days_on(one: Expression, other: Expression) -> int:
    """How many days of a year, of 31 days a month, the one is before the other."""
    one_at, other_at = ((e.month or 0) * 31 + (e.day or 0) for e in (one, other))
    return (other_at - one_at) % _YEAR_OF_DAYS


def _months_of_any_year(told: Sequence[Expression]) -> Iterator[HeardDate]:
    """ "In September": when in the year."""
    seen: set[int] = set()
    for e in told:
        if e.year is None and e.month and not e.day and e.month not in seen and len(seen) < _MONTHS_HEARD:
            seen.add(e.month)
            yield HeardDate(f"month of any year {e.direction or 'untensed'}", e)


def _weekdays(reading: Reading, told: Sequence[Expression]) -> Iterator[HeardDate]:
    """ "On Friday": the weekday a story names first is mostly the day it was written on, or the day before."""
    days = [e for e in told if e.weekday and not (e.month or e.day or e.year)]
    behind = [e for e in days if e.direction != "future"]
    if behind and same_day(told):
        return  # it is the day that the text dates in full
    if behind:
        first = behind[0]
        top = reading.body_spans[0][0]
        lead = first.start - top < _LEAD and first.direction == "past" and first.firm
        yield HeardDate(f"weekday first, {'in the lead' if lead else 'further down'}", first)
        if second := next((e for e in behind if e.weekday != first.weekday), None):
            yield HeardDate("weekday second", second)
    if ahead := next((e for e in days if e.direction == "future"), None):
        yield HeardDate("weekday future", ahead)
