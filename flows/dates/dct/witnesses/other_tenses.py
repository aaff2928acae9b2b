"""On which side of the writing a date lies, by the verbs of its clause, where the grammar reads no tenses.

"Ende 2018 soll der Abschnitt öffnen" looks ahead, "2015 war er gegründet worden" back. Only where the clause has words
of one kind: a clause that has both, or none, says nothing. What is found so is loose: the verb may be another's.
"""

from __future__ import annotations

import re
from typing import Literal

_CLAUSE = re.compile(r"[.;:!?\n]\s|\n|[–—]|, (?:und|aber|doch|et|mais|y|pero|ma) ")
_REACH = 160
_AHEAD = {
    "de": r"soll|sollen|wird|werden|will|wollen|dürfte|dürften|geplant|voraussichtlich|hofft|hoffen|rechnet|"
    r"rechnen|erwartet|erwarten|plant|planen",
    "fr": r"sera|seront|aura|auront|devrait|devraient|doit|doivent|va|vont|prévue?s?|prévoit|prévoient|espère|"
    r"espèrent|compte|comptent",
    "es": r"será|serán|tendrá|tendrán|habrá|debe|deben|deberá|va a|van a|prevén?|previst[oa]s?|esperan?|confían?|"
    r"planean?",
    "it": r"sarà|saranno|avrà|avranno|dovrà|dovranno|dovrebbe|dovrebbero|previst[oaie]|prevede|prevedono|spera|sperano",
    "pt": r"será|serão|terá|terão|deve|devem|deverá|vai|vão|previst[oa]s?",
    "nl": r"zal|zullen|moet|moeten|wordt|worden|gepland",
    "sv": r"ska|skall|väntas|kommer att|planeras", "no": r"skal|ventes|kommer til å|planlegges",
    "da": r"skal|ventes|vil blive|planlægges", "pl": r"będzie|będą|ma zostać|mają|planowan\w+",
}  # fmt: skip
_BACK = {
    "de": r"war|waren|wurde|wurden|hatte|hatten|worden|(?:hat|haben|ist|sind)\b[^.;:!?\n]{0,80}\bge\w{3,}(?:t|en)|"
    r"(?:hat|haben)\b[^.;:!?\n]{0,80}\b\w{3,}(?:iert|gesprochen)|stieg(?:en)?|sank(?:en)?|wuchs(?:en)?|fiel(?:en)?|ging(?:en)?|"
    r"kam(?:en)?|zählten?|teilten?|lag(?:en)?|gab(?:en)?|verkauften?|erzielten?|verdienten?|schrumpften?|verloren|begann(?:en)?",
    "fr": r"était|étaient|avait|avaient|fut|furent|(?:a|ont|est|sont) (?:été |\w+é(?:e?s?)\b|\w+(?:u|is|it)\b)",
    "es": r"fue|fueron|era|eran|había|habían|(?:ha|han) \w+(?:ado|ido|cho|to)|\w{3,}(?:ó|aron|ieron)",
    "it": r"era|erano|fu|furono|aveva|avevano|"
    r"(?:è|sono|ha|hanno) (?:stat[oaie] )?\w+(?:ato|ata|ati|ate|uto|ito|sto|tto)",
    "pt": r"foi|foram|era|eram|tinha|tinham|havia|\w{3,}(?:ou|aram|eram|iram)",
    "nl": r"was|waren|werd|werden|had|hadden|(?:heeft|hebben|is|zijn)\b[^.;:!?\n]{0,80}\bge\w{3,}",
    "sv": r"var|hade|blev|blevs|har \w+(?:at|it|t)", "no": r"var|hadde|ble|har \w+(?:et|t)",
    "da": r"var|havde|blev|har \w+(?:et|t)", "pl": r"był\w*|został\w*|miał\w*",
}  # fmt: skip


# A passive of the present, in which history is told as well as what is to come: "wird 1995 von einem Mann ermordet".
_PASSIVE = re.compile(
    r"\b(?:wird|werden)\b[^.;:!?\n]{0,120}\b(?:(?:ge|be|er|ver|ent|zer|ab|an|auf|aus|ein|zu)\w{3,}(?:t|en)|\w{3,}iert)\b"
)
_PLANNED = re.compile(r"\b(?:soll|sollen|will|wollen|dürfte|dürften|geplant|voraussichtlich|hofft|rechnet|erwartet)\b")
# What is said to have been: "der 1991 eine Studentin getötet haben soll".
_HEARSAY = re.compile(
    r"\b(?:haben|sein) soll(?:en)?\b|\bsoll(?:en)?\b[^.;:!?]{0,60}\b(?:haben|worden sein|gewesen sein)\b"
)


def direction_of(text: str, start: int, end: int, language: str | None) -> Literal["past", "future"] | None:
    """Which side the clause around ``text[start:end]`` tells it on, ``None`` where it does not or nobody knows."""
    if language not in _AHEAD:
        return None
    clause = _clause(text, start, end)
    if language == "de" and _PASSIVE.search(clause) and not _PLANNED.search(clause):
        return None
    if language == "de" and _HEARSAY.search(clause):
        return "past"
    rest, ahead = re.subn(rf"\b(?:{_AHEAD[language]})\b", " ", clause)
    back = re.search(rf"\b(?:{_BACK[language]})\b", rest)  # "ist geplant" is no perfect
    if bool(ahead) == bool(back):
        return None
    return "future" if ahead else "past"


def _clause(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    begins = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
    ends = next((found.start() for found in _CLAUSE.finditer(after)), len(after))
    return before[begins:] + " " + after[:ends]
