"""Which tense is a date's own: chronicles, the ends of what lasted, a plain present, other languages."""

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import reading_of
from flows.dates.dct.witnesses.heard import dates_told, heard_dates
from flows.dates.timex import recognise
from flows.records import Document


def reading(text, language=None):
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, language=language, whole_text=True)])
    analysed = analysis_text(article)
    return reading_of(article, analysed, recognise(analysed, article.language))


@pytest.mark.parametrize(
    ("text", "directions"),
    [
        ("1931: The mill is built. 1958: The mill is sold. 2006: The mill is shut.", ["past", "past", "past"]),
        ("Anna Berg, who led the union until 2009, spoke first.", ["past"]),
        ("The picture of 2004 is of a goat.", [None]),
        ("The bridge is to open in 2031.", ["future"]),
        ("The 1996 campaign will be remembered for its songs.", [None]),
    ],
)
def test_the_tense_beside_a_date_is_not_always_its_own(text, directions):
    assert [e.direction for e in dates_told(reading(text)) if e.year] == directions


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        ("Der Tunnel soll im Mai 2031 fertig sein, und die Stadt freut sich darauf.", "de", "future"),
        ("Der Tunnel war im Mai 2001 gegraben worden, als die Stadt noch Geld besaß.", "de", "past"),
        ("Le pont devrait ouvrir en mai 2031, selon la mairie de la ville.", "fr", "future"),
        ("Il ponte è previsto per maggio 2031, dice il comune della città.", "it", "future"),
        ("Die Weihe des Tunnels ist für den Mai 2031 geplant, und die Stadt freut sich.", "de", "future"),
        ("La apertura del puente, prevista para mayo de 2031, alegra a la ciudad.", "es", "future"),
        ("Los trenes están previstos para mayo de 2031, dice la alcaldesa de la ciudad.", "es", "future"),
        ("El puente fue abierto en mayo de 2001 por la alcaldesa de la ciudad.", "es", "past"),
    ],
)
def test_the_verb_of_the_clause_places_a_date_in_other_languages(text, language, direction):
    assert [e.direction for e in dates_told(reading(text, language)) if e.month] == [direction]


def test_the_day_of_a_document_is_no_news():
    text = "The order reads: “This notice, dated 3 May 2012, holds until further notice.”"
    assert [m.table for m in heard_dates(reading(text), dates_told(reading(text)))] == ["day of a document"]


def test_the_end_of_what_was_decided_upon_is_to_come():
    text = "The county agreed to pay for the ferry through June 30, 2017."
    assert [m.table for m in heard_dates(reading(text), dates_told(reading(text)))] == ["day of an end decided upon"]
