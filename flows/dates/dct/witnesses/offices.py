"""Who held which office: "Secretary of State Rex Tillerson said" was written between 1 February 2017 and 31 March 2018.

Nobody is called by an office before it is won, and few after it is lost; "former" says that it is lost; a person named
without a title is most likely in office. Where the sentence is about a named year, that dates what it says: the text is
of any later time. An open end of the table means that the holder was in office when somebody last looked: it bounds
nothing from above. office_names.py finds the holders, office_table.py knows them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from flows.calendar.in_words import day_in_words
from flows.calendar.spans import shifted
from flows.dates.dct.solve.reliability import raised
from flows.dates.dct.solve.timeline import Step, Testimony
from flows.dates.dct.witness_reading import Reading
from flows.dates.dct.witnesses import office_table
from flows.dates.dct.witnesses.office_names import Holding, entries, holdings, read_holders, union
from flows.dates.dct.witnesses.office_table import Holder
from flows.names.fold import fold
from flows.records import Evidence, Interval

__all__ = ["Holding", "clause", "entries", "holdings", "read_holders", "testimony"]

_BEHIND = re.compile(
    r"\b(?:by|under|of|than|since|like|against|about|von|unter|durch|de|del|par|sous|por|bajo|da|di|sotto|av)"
    r"(?: (?:the|then|us|u\.s\.|[a-z]+(?:n|sh|ese)|der|dem|den|le|la|el|il))* $"
)
_A_VERB = (
    r"(?:said|says|told|tells|announced|announces|warned|warns|tweeted|wrote|insisted|added|denied|vowed|declared|urged|"
    r"confirmed|stressed|acknowledged|called for|signed|met|arrived|spoke|sagte|sagt|erklarte|teilte|kundigte|warnte|"
    r"betonte|forderte|schrieb|declined to|refused to|comment|respond|"
    r"dijo|afirmo|anuncio|declaro|aseguro|a declare|a affirme|a annonce|a dit|ha detto|"
    r"ha dichiarato|disse|afirmou|declarou|sa|sade|zei)"
)
_SAYS = re.compile(rf"^[^.;:!?\n\"“”]{{0,35}}?\b{_A_VERB}\b")
# "The governor on Tuesday signed …": whoever does something on a day of the week does it now, in the office.
_DOES = re.compile(
    r"^,? (?:on \w+day |also |has |had |have )?(?:\w{3,}ed|met|took|gave|made|sent|held|won|put|set|left|is|was|has|"
    r"laid|led|went|came|began|flew|cut|chose|hit|drew|fell|rose|spent|brought|bought|sought|spoke|wrote|told|became|hosts?|"
    r"visits?|meets?)\b"
)
# What says that an office has just been taken; not "the New York mayor", nor "his new book".
_NEW = re.compile(
    r"\b(?:the|its|his|her|their|s|a) (?:new|newly \w+|newly|incoming) "
    r"(?!york|zealand|jersey|mexico|hampshire|orleans|delhi|england|south)[a-z]"
)
_NEW_DAYS, _NEW_WRONG = 150, 0.15
_LEAVES = re.compile(
    r"^,?(?: (?!said|told|says|that|not|never|if|would)[\w']+){0,3} (?:resign(?:ed|s)|stepped down|steps down|quit|"
    r"(?:was|were|been) (?:fired|sacked|ousted|dismissed|removed|forced out)|announced (?:his|her) (?:resignation|"
    r"retirement|departure)|tritt zuruck|trat zuruck|zuruckgetreten|a demissionne|dimitio|ha dimitido|si e dimesso)\b"
)
_JUST = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday|this (?:week|month)|last (?:week|month)|"
    r"(?:a|two|three) (?:weeks?|days) ago|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|gestern|hier|ayer)\b"
)
_BEFORE_IT, _AFTER_IT, _LEAVES_WRONG = 75, 30, 0.25  # days from the news to the last day in office, and after it
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
# The same in languages whose verbs of the past are told from nouns by no ending.
_WOCHENTAG = re.compile(
    r"\b(?:(?:mon|diens|donners|frei|sams)tag|mittwoch|sonn(?:tag|abend)|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|"
    r"lunes|martes|miercoles|jueves|viernes|(?:lune|marte|giove|vener)di|(?:segunda|terca|quarta|quinta|sexta) feira)\b"
)
# "The minister has asked", "will visit": of today, by whoever holds the office today.
_TODAY = re.compile(
    r"^(?:,[^,.;]{3,40},)? (?:also |now |still )?(?:has|is|will|wants|hopes|plans|thinks|faces|must|hasn't|isn't|hat|"
    r"ist|wird|est|veut|va|ha|quiere|vuole)\b"
)
_SAID = re.compile(r"\b(?:said|says|told|sagte|so|dijo|afirmo|disse|according to|laut) (?:the |[a-z]+ )?$")
# A title stays in use for some days after the office is lost, and is used ahead of the day itself on its eve.
_SLACK = timedelta(days=7)
# Nats against a day outside of the terms: nobody is called by an office before it is won; leaders keep it in what is
# told of them long after ("President Obama" in a text of 2017), others less, and hardly after a year. A loss is news,
# so the first weeks after it count less. Each further mention adds a little, for mentions repeat each other.
_TOO_EARLY, _ON_THE_EVE = -6.5, -2.5
# Nats in the first year after the office is lost, and later: by how the holder stands to the verb. Who is told to have
# said something held the office then; who is named after by, under, of is mostly the author of something older.
_LATE: dict[tuple[bool, str], tuple[float, float]] = {
    (True, "speaks"): (-2.4, -5.0), (True, ""): (-1.6, -3.8), (True, "of"): (-0.8, -2.2),
    (False, "speaks"): (-3.2, -5.4), (False, ""): (-2.6, -4.0), (False, "of"): (-1.8, -3.0),
}  # fmt: skip
_LOSS_IS_NEWS, _LOSS_DAYS = 0.6, 45
_PER_MENTION, _MOST_MENTIONS = 0.1, 4
_CAMPAIGNED = -1.8  # what was done in a campaign is told of later
_ADMINISTRATION_SHARE = 0.5  # "the Obama administration" is told of for years after
_NOT_YET_FORMER, _FORMER_AGAIN_IN_OFFICE = -4.5, -2.0
_LONG_FORMER = ((366, 1460, -0.5), (1461, 40_000, -1.0))  # days since, until, nats: of former holders less is told, too
# Nats for a day a person is named on, without a title, by where it lies to the person's time in office. Fitted to news
# of known date: named most in office, some weeks before (nominees, winners) and after (who resigned), then ever less.
_BEFORE = ((-40_000, -366, -3.5), (-365, -91, -2.0), (-90, -1, -1.0))  # days to the first day, until, nats
# days since the last, until, nats
_AFTERWARDS = ((1, 60, -0.3), (61, 365, -0.9), (366, 1460, -1.6), (1461, 40_000, -2.8))
_LEADERS = frozenset({"president", "prime minister", "supreme leader", "monarch", "pope"})
_LASTING = 0.3  # they are written of for ever
_FIGURE_SHARE, _SHARED, _MOST_FIGURES = 1.1, 0.8, 12
_BETWEEN_TERMS = -0.7
# What one is while one is not in an office, by the last word of what it is called.
_HELD = {"administration": "was in office", "campaign": "ran", "nominee": "was that", "candidate": "was that",
         "president-elect": "was that"}  # fmt: skip
_LONG_OUT = timedelta(days=365)
# Who is introduced by another role than an office is named for that: "Ann Poe, a senior adviser to the campaign".
_ANOTHER_ROLE = re.compile(
    r", (?:(?:a|an|the|his|her|their|once|now|long|senior|top|chief|then) )*(?:[a-z]+ ){0,3}?(?:advis[eo]r|aide|"
    r"strategist|"
    r"campaign manager|pollster|lawyer|attorney(?! general)|consultant|analyst|commentator|professor|scholar|"
    r"author|host|"
    r"fellow|executive|businessman|businesswoman|lobbyist|contributor|columnist|historian|journalist|actor|actress)\b"
)
_ROLE_REACH = 70  # characters


def testimony(reading: Reading) -> list[Testimony]:
    """What the offices named in the story allow, and weaker, what the people named in its body without one do."""
    mentions: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    bare: dict[str, tuple[int, int]] = {}
    for passage in [*reading.passages, *reading.passages_beside]:
        start = passage.start
        found, names = read_holders(passage)
        for holding in found:
            moved = replace(holding, start=start + holding.start, end=start + holding.end)
            mentions[holding.person, holding.office, holding.standing].append(moved)
        for name_start, name_end, key in names if reading.region_at(start) == "body" else ():
            bare.setdefault(key, (start + name_start, start + name_end))
    out = [
        _former(reading, group) if group[0].standing == "former" else _in_office(reading, group)
        for group in mentions.values()
    ]
    titled = {person for person, _, standing in mentions if standing in ("in office", "administration")}
    leaving = _leaving(reading, [holding for group in mentions.values() for holding in group])
    return out + _public_figures(reading, bare, titled, _since(mentions)) + leaving


def _since(mentions: dict[tuple[str, str, str], list[Holding]]) -> date:
    """The day from which on somebody named held the office that the story calls that person by."""
    begun = [group[0].terms[0].lo for (_, _, standing), group in mentions.items() if standing == "in office"]
    return max((day for day in begun if day), default=date.min)


def clause(evidence: Evidence) -> str | None:
    """What the holding of an office says, as part of a sentence."""
    quote, says = evidence.short_quote, evidence.says
    match evidence.kind:
        case "office holder":
            held, _, terms = evidence.note.rpartition(": ")
            return f"“{quote}” {_HELD.get(held.rpartition(' ')[2], 'was in that office')} {terms}"
        case "former holder" if says.lo:
            return f"“{quote}” had left that office by {day_in_words(says.lo)}"
        case "leaves office":
            return f"{evidence.note}, which is told as news"
        case "public figure":
            return f"“{quote}” is {evidence.note.partition(', ')[2]}"
        case _:
            return None


def _term(days: Interval) -> str:
    begun = f"from {day_in_words(days.lo)}" if days.lo else ""
    return f"{begun} to {day_in_words(days.hi)}".strip() if days.hi else begun


def _in_office(reading: Reading, group: list[Holding]) -> Testimony:
    first = group[0]
    share = 1.0 if first.standing == "in office" else _ADMINISTRATION_SHARE
    past = first.standing == "campaign" or all(_of_another_time(reading, holding) for holding in group)
    role = _role(reading, group)
    late, later = _LATE[first.office in _LEADERS, role]
    if office_table.offices()[first.office].kind == "candidate":
        late = later = _CAMPAIGNED
    repeated = share * (1 + _PER_MENTION * (min(len(group), _MOST_MENTIONS) - 1))
    late, later = late * repeated, later * repeated
    before, last = first.terms[0].lo, first.terms[-1].hi
    assert before is not None
    steps: list[Step] = [
        (None, before - _SLACK - timedelta(1), _TOO_EARLY * share),
        (before - _SLACK, before - timedelta(1), _ON_THE_EVE * share),
    ]
    # Before the first term nobody has the title; between two terms the holder of the first still may have it.
    for earlier, again in pairwise(() if past else first.terms):
        if earlier.hi and again.lo:
            steps.append((earlier.hi + _SLACK + timedelta(1), again.lo - _SLACK - timedelta(1), late))
    if last is not None and not past:  # what a campaign did is looked into for years
        steps.append((shifted(last, _SLACK.days + 1), shifted(last, _LOSS_DAYS), late * _LOSS_IS_NEWS))
        steps.append((shifted(last, _LOSS_DAYS + 1), shifted(last, 365), late))
        steps.append((shifted(last, 366), None, later))
    if first.standing == "in office" and any(_is_new(reading, holding) for holding in group):
        starts = [term.lo for term in first.terms if term.lo]
        steps += raised([Interval(lo - _SLACK, shifted(lo, _NEW_DAYS)) for lo in starts], _NEW_WRONG)
    title = first.office if first.standing == "in office" else first.standing
    note = f"{first.person}, {title}: {' and '.join(map(_term, first.terms))}"
    said = _said(reading, "office holder", first, Interval(before, None if past else last), 0.9 * share, note, steps)
    if share < 1 or first.standing == "campaign":
        return said
    speaks = role == "speaks" and not past
    bounds = Interval(before, last if speaks else None)
    return replace(said, bounds=bounds, spoken=first.terms if speaks else ())


def _role(reading: Reading, group: list[Holding]) -> str:
    """How the holder stands to the verbs: "speaks" where one mention is told to say something, or tells the office as
    that of today ("May, the prime minister,"); "of" where all stand after by, under, of; else "".
    """
    roles = [_role_of(reading, holding) for holding in group]
    return "speaks" if "speaks" in roles else "of" if all(role == "of" for role in roles) else ""


def _role_of(reading: Reading, holding: Holding) -> str:
    before = fold(reading.text[max(0, holding.start - 40) : holding.start])
    if _BEHIND.search(before):
        return "of"
    if _is_apposition(reading, holding):
        return "speaks"
    after = fold(reading.text[holding.end : holding.end + 60])
    if _SAYS.match(after) or _SAID.search(before) or _TODAY.match(after):
        return "speaks"
    sentence = fold(reading.text[slice(*reading.sentence(holding.start, holding.end))])
    on_a_day = _WOCHENTAG.search(sentence) or (_DOES.match(after) and _WEEKDAY.search(sentence))
    return "speaks" if on_a_day else ""


def _is_apposition(reading: Reading, holding: Holding) -> bool:
    """Whether the office stands behind the name: "Theresa May, the prime minister,"."""
    name, comma, _ = fold(reading.text[holding.start : holding.end]).partition(",")
    return bool(comma) and name.endswith(fold(holding.person).rsplit(" ", 1)[-1])


def _is_new(reading: Reading, holding: Holding) -> bool:
    """ "The new foreign secretary, Boris Johnson": an office is new for some months."""
    low, high = max(0, holding.start - 25), holding.end
    return _NEW.search(fold(reading.text[low:high]), 0, high - low) is not None


def _of_another_time(reading: Reading, holding: Holding) -> bool:
    """Whether a mention may tell of the past: in a sentence about a year of that office, or under a picture. A year in
    which nobody held it so ("the 1998 goal, said Prime Minister X") is of another thing in the sentence.
    """
    if reading.region_at(holding.start) == "caption":
        return True
    years = reading.years_named(holding.start, holding.end)
    return any(
        term.lo is not None and term.lo.year <= year <= (term.hi or reading.today).year
        for term in holding.terms
        for year in years
    )


def _former(reading: Reading, group: list[Holding]) -> Testimony:
    """ "Former President Obama": the office is over, though it may have come again."""
    first = group[0]
    ends = [term.hi for term in first.terms if term.hi]
    over = min(ends) if ends else first.terms[0].lo  # of an office not known to be over, the term had at least begun
    assert over is not None
    until = f"in office until {over}" if ends else f"in office from {over}"
    steps: list[Step] = [(None, over - _SLACK, _NOT_YET_FORMER)]
    for earlier, later in pairwise(first.terms):
        if earlier.hi and later.lo:
            steps.append((later.lo + _SLACK, later.hi, _FORMER_AGAIN_IN_OFFICE))
    if last := first.terms[-1].hi:
        steps += [(shifted(last, after), shifted(last, until), nats) for after, until, nats in _LONG_FORMER]
    note = f"{first.person}, no longer {first.office}: {until}"
    return _said(reading, "former holder", first, Interval(over, None), 0.7, note, steps)


def _leaving(reading: Reading, mentions: list[Holding]) -> list[Testimony]:
    """ "The minister resigned on Friday": the office is lost, or will be in some weeks."""
    for at in mentions:
        end = at.terms[-1].hi
        behind = fold(reading.text[at.end : at.end + 90])
        if end is None or at.standing == "administration" or not _LEAVES.match(behind):
            continue
        if _JUST.search(fold(reading.text[slice(*reading.sentence(at.start, at.end))])):
            says = Interval(end - timedelta(_BEFORE_IT), end + timedelta(_AFTER_IT))
            note = f"{at.person} left that office on {day_in_words(end)}"
            return [_said(reading, "leaves office", at, says, 0.7, note, list(raised([says], _LEAVES_WRONG)))]
    return []


def _said(
    reading: Reading, kind: str, at: Holding, says: Interval, weight: float, note: str, steps: list[Step]
) -> Testimony:
    quote = reading.article.text[at.start : at.end]
    return Testimony(Evidence(kind, says, round(weight, 2), quote, at.start, at.end, note), tuple(steps))


def _public_figures(
    reading: Reading, names: dict[str, tuple[int, int]], titled: set[str], since: date
) -> list[Testimony]:
    """People of the table named in full without a title: the press names them while they are in office, hardly before,
    and less and less after. One of them says little, several of one time say much.

    Who was out of office a year before ``since``, when somebody called by an office took it, is named for something
    else.
    """
    people: dict[str, tuple[tuple[Holder, ...], tuple[int, int]]] = {}
    known = office_table.offices()
    for key, place in names.items():
        if _ANOTHER_ROLE.match(fold(reading.text[place[1] : place[1] + _ROLE_REACH])):
            continue
        abroad = {(h.country, h.person) for h in office_table.holders_named(key) if known[h.office].abroad}
        if len(abroad) == 1 and not any(person in titled for _, person in abroad):
            holders = tuple(h for h in office_table.holders_named(key) if (h.country, h.person) in abroad)
            if not all(h.end and h.end + _LONG_OUT < since for h in holders):
                people.setdefault(holders[0].person, (holders, place))
    out = []
    for person, (holders, (start, end)) in list(people.items())[:_MOST_FIGURES]:
        terms = union(Interval(h.start, h.end) for h in holders)
        share = _FIGURE_SHARE / max(1.0, len(people) / 3) ** _SHARED
        led = any(h.office in _LEADERS for h in holders)
        first, last = terms[0].lo, terms[-1].hi
        assert first is not None
        after = f" and after {day_in_words(last)}" if last else ""
        note = f"{person}, less told of before {day_in_words(first)}{after}"
        quote, weight = reading.article.text[start:end], round(0.4 * share, 2)
        evidence = Evidence("public figure", Interval(first, last), weight, quote, start, end, note)
        out.append(Testimony(evidence, tuple(_figure_steps(terms, share, _LASTING if led else 1.0))))
    return out


def _figure_steps(terms: tuple[Interval, ...], share: float, lasting: float) -> list[Step]:
    first, last = terms[0].lo, terms[-1].hi
    assert first is not None
    steps: list[Step] = [(shifted(first, since), shifted(first, until), nats * share) for since, until, nats in _BEFORE]
    if last is not None:
        for since, until, nats in _AFTERWARDS:
            steps.append((shifted(last, since), shifted(last, until), nats * share * lasting))
    for earlier, later in pairwise(terms):
        if earlier.hi and later.lo:
            steps.append((earlier.hi + timedelta(1), later.lo - timedelta(1), _BETWEEN_TERMS * share))
    return steps
