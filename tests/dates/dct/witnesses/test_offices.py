"""Who held which office bounds the writing: the title beside the name, in time, and not when it is said to be past."""

from datetime import date

import pytest

from flows.clean import clean
from flows.dates.dct import Reading, reading_of
from flows.dates.dct.witnesses import gazetteer, office_table, offices
from flows.dates.dct.witnesses.office_names import Holding, holdings, read_holders
from flows.names.fold import fold
from flows.records import Document


def reading_of_text(text: str) -> Reading:
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    return reading_of(article, article.text, ())


def held_in(text: str) -> list[Holding]:
    return holdings(gazetteer().passage(text))


def held(text: str) -> list[tuple[str, str]]:
    return [(h.person, h.office) for h in held_in(text)]


def test_a_title_before_or_after_the_name():
    assert held("Secretary of State Rex Tillerson spoke.") == [("Rex Tillerson", "secretary of state")]
    assert held("Rex Tillerson, the U.S. secretary of state, spoke.") == [("Rex Tillerson", "secretary of state")]


@pytest.mark.parametrize("word", ["Former", "Then", "Late", "Ex"])
def test_an_office_said_to_be_past_is_no_evidence(word):
    assert held(f"{word} Secretary of State Rex Tillerson spoke.") == []


def test_names_match_in_their_variants():
    assert held("Foreign Minister Kang Kyung Wha left.") == held("Foreign Minister Kang Kyung-wha left.") != []
    assert held("Ambassador to the United Nations John Bolton voted.") != []
    assert held("John R. Bolton, the U.S. ambassador to the United Nations, voted.") != []
    assert held("South Korean President Park Geun-hye left.") == held("South Korean President Park left.") != []


def test_a_name_matches_by_office_as_well():
    assert held("Chancellor Kang Kyung-wha left.") == []


@pytest.mark.parametrize(
    "text", ["Former Secretary of State Rex Tillerson spoke.", "Rex Tillerson, the former secretary of state, spoke."]
)
def test_an_office_said_to_be_past_is_over(text):
    [[holding], _] = read_holders(gazetteer().passage(text))
    assert (holding.person, holding.standing) == ("Rex Tillerson", "former")


def test_the_demonym_before_a_title_tells_namesakes_apart():
    assert held("French President Emmanuel Macron left.") != []
    assert held("Chilean President Emmanuel Macron left.") == []


def test_the_country_may_stand_between_title_and_name():
    assert held("The president of France, Emmanuel Macron, left.") == [("Emmanuel Macron", "president")]


def test_a_minister_goes_by_family_name_where_the_text_has_it_in_full():
    assert held("Education Minister Zorn spoke.") == []
    assert held("Foreign Minister Lavrov spoke.") == [("Sergei Lavrov", "foreign minister")]


def test_an_administration_is_its_head():
    [[holding], _] = read_holders(gazetteer().passage("The Trump administration said so."))
    assert (holding.person, holding.standing) == ("Donald Trump", "administration")


def test_two_terms_of_one_person_are_both_kept():
    [holding] = held_in("President Donald Trump said so.")
    assert [t.lo for t in holding.terms] == [date(2017, 1, 20), date(2025, 1, 20)]
    assert holding.terms[-1].hi is None


def test_president_elect_is_an_office_of_its_own():
    [holding] = held_in("President-elect Donald Trump said so.")
    assert date(2016, 12, 1) in holding.terms[0]
    assert date(2017, 3, 1) not in holding.terms[0]


def test_a_surname_that_is_an_ordinary_word_needs_its_title_and_its_capital():
    assert held("It may rain, and power may fail.") == []


def test_folding_keeps_every_offset():
    text = "Élisabeth Borne – İstanbul’s “ß” Łódź"
    assert len(fold(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Bundeskanzlerin Merkel reiste ab.", "Angela Merkel"),
        ("Außenminister Heiko Maas (SPD) sprach.", "Heiko Maas"),
        ("Gesundheitsminister Jens Spahn warnte.", "Jens Spahn"),
        ("Statsminister Erna Solberg talte.", "Erna Solberg"),
        ("Le président Emmanuel Macron a parlé.", "Emmanuel Macron"),
        ("El presidente Gabriel Boric viajó.", "Gabriel Boric"),
        ("O presidente Jair Bolsonaro disse.", "Jair Bolsonaro"),
        ("Dışişleri Bakanı Mevlüt Çavuşoğlu konuştu.", "Mevlüt Çavuşoğlu"),
        ("Fed-Chef Jerome Powell sprach.", "Jerome Powell"),
        ("Apple CEO Tim Cook spoke.", "Tim Cook"),
    ],
)
def test_titles_are_read_in_the_languages_of_news(text, person):
    assert [h[0] for h in held(text)] == [person]


@pytest.mark.parametrize(
    "text", ["Ex-Kanzler Gerhard Schröder sprach.", "Der frühere Kanzler Gerhard Schröder sprach."]
)
def test_an_office_is_over_in_other_languages_too(text):
    assert [h.standing for h in read_holders(gazetteer().passage(text))[0]] == ["former"]


def test_then_before_a_title_tells_what_came_next_unless_a_hyphen_joins_them():
    assert read_holders(gazetteer().passage("He then met President Barack Obama."))[0][0].standing == "in office"
    assert read_holders(gazetteer().passage("He met then-President Barack Obama."))[0][0].standing == "former"


def test_who_is_named_for_an_office_does_not_hold_it():
    assert held("Mr. Trump chose his nominee for secretary of state, Rex Tillerson.") == []


def test_a_title_that_many_go_by_needs_the_full_name():
    assert held("Rebel leader Kim fled.") == []
    assert held("North Korean leader Kim Jong Un smiled.") == [("Kim Jong-un", "supreme leader")]


def test_two_given_names_are_nobody():
    assert read_holders(gazetteer().passage("Juan Manuel and Jean-Marc met José Luis.")) == ([], [])


@pytest.mark.parametrize(
    ("text", "person", "standing"),
    [
        ("Президент Владимир Путин выступил.", "Vladimir Putin", "in office"),
        ("Экс-президент Обама выступил.", "Barack Obama", "former"),
        ("岸田首相は述べた。", "Fumio Kishida", "in office"),
        ("トランプ前大統領は述べた。", "Donald Trump", "former"),
        ("国家主席习近平发表讲话。", "Xi Jinping", "in office"),
        ("문재인 대통령은 말했다.", "Moon Jae-in", "in office"),
        ("قال الرئيس الأمريكي ترامب", "Donald Trump", "in office"),
    ],
)
def test_names_are_known_in_other_scripts(text, person, standing):
    assert [(h.person, h.standing) for h in read_holders(gazetteer().passage(text))[0]] == [(person, standing)]


def test_every_spelling_is_somebody_s():
    assert [name for _, name in office_table.spelt_elsewhere() if not office_table.holders_named(name)] == []


def test_the_sentence_before_says_nothing_of_a_title():
    assert held("They warned of possible repercussions.\nSecretary of State Rex Tillerson spoke.") != []


def test_names_with_an_apostrophe_are_whole():
    assert held("Sen. Martin O'Malley spoke.") == []
    assert [key for _, _, key in read_holders(gazetteer().passage("Martin O'Malley spoke."))[1]] == ["martin o'malley"]


def test_who_is_told_to_speak_holds_the_office_harder_than_who_is_told_of():
    def late(text):
        [said] = [t for t in offices.testimony(reading_of_text(text)) if t.evidence.kind == "office holder"]
        return min(nats for lo, _, nats in said.steps if lo is not None)

    spoke = "President Barack Obama said on Friday that he agreed."
    assert late(spoke) < late("A speech by President Barack Obama moved the town.")


def test_a_claim_far_outside_the_office_of_who_speaks_is_barred():
    [said] = [t for t in offices.testimony(reading_of_text("Foreign Minister Guido Westerwelle said no.")) if t.spoken]
    assert all(term.hi and term.hi.year == 2013 for term in said.spoken)


def of_the_administration(text: str) -> list[Holding]:
    return [h for h in read_holders(gazetteer().passage(text))[0] if h.standing == "administration"]


def test_an_administration_that_may_come_is_none_yet():
    assert of_the_administration("The Obama administration sent two envoys.") != []
    assert of_the_administration("An Obama administration would send envoys, aides say.") == []


def test_what_somebody_would_do_as_president_is_no_title():
    assert held("President Obama went home.") != []
    assert held("As president, Obama said, he would close the camp.") == []


def test_an_adviser_of_a_candidate_is_not_of_the_white_house():
    assert ("Stephen Miller", "white house adviser") in held("Stephen Miller, a White House adviser, spoke.")
    assert held("Stephen Miller, a senior adviser to Donald Trump, spoke.") == []


def test_who_acts_on_a_day_of_the_week_holds_the_office():
    [acting] = offices.testimony(reading_of_text("Secretary of State Rex Tillerson on Monday opened a school."))
    [told] = offices.testimony(reading_of_text("Secretary of State Rex Tillerson opened many schools."))
    assert acting.spoken
    assert not told.spoken


@pytest.mark.parametrize(
    "text",
    [
        "Secretary of State Rex Tillerson has been asked to help.",
        "Außenminister Guido Westerwelle besuchte am Dienstag eine Schule.",
        "Prime Minister Jean Castex declined to comment.",
    ],
)
def test_who_is_told_of_in_the_present_holds_the_office(text):
    assert all(said.spoken for said in offices.testimony(reading_of_text(text)))


def days_raised(text: str) -> list[tuple[date, date]]:
    steps = [step for said in offices.testimony(reading_of_text(text)) for step in said.steps]
    return [(lo, hi) for lo, hi, nats in steps if lo and hi and nats > 0]


def test_an_office_is_new_for_some_months():
    [(low, high)] = days_raised("The new foreign secretary, Boris Johnson, flew to Brussels.")
    assert low <= date(2016, 7, 13) < date(2016, 10, 1) < high < date(2017, 2, 1)


@pytest.mark.parametrize(
    "text", ["The foreign secretary, Boris Johnson, has a new car.", "The New York governor, Andrew Cuomo, flew home."]
)
def test_what_else_is_new_says_nothing_of_an_office(text):
    assert days_raised(text) == []


def test_whoever_has_just_resigned_leaves_the_office_about_then():
    [(low, high)] = days_raised("Health Secretary Matt Hancock resigned on Saturday over a film from his room.")
    assert low < date(2021, 6, 26) < high < date(2021, 8, 15)
    assert days_raised("Health Secretary Matt Hancock said on Saturday that nobody had resigned.") == []


def test_an_office_behind_the_name_is_that_of_today():
    [said] = offices.testimony(reading_of_text("They wait until Rishi Sunak, the prime minister, has called the vote."))
    assert said.spoken


@pytest.mark.parametrize(
    "text",
    [
        "Boca Juniors president Mauricio Macri praised the striker.",
        "The club's president Mauricio Macri praised the striker.",
        "Mauricio Macri, president of the football club, praised the striker.",
    ],
)
def test_the_president_of_a_club_or_a_company_is_no_head_of_state(text):
    assert held(text) == []


def test_a_president_in_a_senate_or_before_a_party_is_still_one():
    assert held("In the Senate, President Mauricio Macri spoke.") == [("Mauricio Macri", "president")]
    assert held("President Mauricio Macri told the club that it would pay.") == [("Mauricio Macri", "president")]


def test_a_full_name_is_one_though_its_first_letter_is_small():
    assert held("President mauricio Macri spoke.") == [("Mauricio Macri", "president")]
    assert held("A president so Macri like was rare.") == []


def test_who_left_office_before_somebody_called_by_one_took_it_dates_nothing():
    found = offices.testimony(
        reading_of_text(
            "At the fair William Hague and George Osborne quarrelled. Rishi Sunak, the prime minister, said no."
        )
    )
    assert [said.evidence.kind for said in found] == ["office holder"]
