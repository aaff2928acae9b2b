"""Those who are only described are of the country that nearly all of an article is about."""

from flows.events.who.home import home, home_by_text
from flows.records import Participant
from tests.events.reading import events


def named(country: str | None) -> Participant:
    return Participant("source", "", 0, 0, "somebody", country, None)


def test_an_article_is_about_the_country_of_nearly_all_that_it_names() -> None:
    assert home([named("KEN")] * 4 + [named(None)] * 9 + [named("UGA")]) == "KEN"


def test_two_countries_or_a_name_or_two_make_no_home() -> None:
    assert home([named("KEN")] * 3 + [named("UGA")]) is None
    assert home([named("KEN")] * 2) is None
    assert home([]) is None


def test_a_dateline_asks_for_less() -> None:
    two = [named("KEN"), named("UGA")]
    assert home(two, "UGA") == "UGA"
    assert home(two, "TZA") is None
    assert home([], "TZA") is None


def test_those_of_no_told_country_are_at_home_and_bodies_of_none_are_not() -> None:
    text = (
        "Kenyan lawmakers condemned Kenyan police on Monday. Kenya's president met the Kenyan army chief. "
        "Later the protesters attacked the Vorgan Brigade. Ona Brandt blamed Islamic State."
    )
    told = events(text)
    assert [(p.name, p.country) for p in told["attacked"].participants] == [
        ("protesters", "KEN"), ("Vorgan Brigade", "KEN"),
    ]  # fmt: skip
    blamed = told["blamed"].participants
    assert [(p.name, p.country) for p in blamed] == [("Ona Brandt", "KEN"), ("Islamic State", None)]


def test_a_text_half_of_whose_countries_are_one_is_about_it() -> None:
    text = "Lima slept. Peruvian miners sang of Peru, of Chile and of Quito. Arequipa woke."
    assert home_by_text(text) == "PER"
    assert home_by_text(text, "PER") == "PER"
    assert home_by_text(text, "CHL") is None
    assert home_by_text("Peru praised Chile. Peru and Chile signed.") is None


def test_the_place_before_the_first_words_is_where_a_report_comes_from() -> None:
    text = "LUSAKA (Own report) - Zambia praised Malawi on Monday. Protesters attacked the ministry."
    [attackers] = [p for p in events(text)["attacked"].participants if p.role == "source"]
    assert attackers.country == "ZMB"


def test_those_of_several_countries_are_at_home_in_none() -> None:
    text = (
        "Kenyan miners praised Kenya. Kenyan police praised Kenya. The two governments praised Mombasa. Ona praised it."
    )
    told = [p for e in events(text).values() for p in e.participants]
    assert {p.country for p in told if p.name == "two governments"} <= {None}


def test_the_place_in_capitals_before_a_colon_is_where_a_report_comes_from() -> None:
    text = (
        "LUSAKA: Zambia praised Malawi on Monday. Protesters attacked the ministry. Neighbouring countries bombed it."
    )
    sources = {p.name: p.country for e in events(text).values() for p in e.participants if p.role == "source"}
    assert sources["Protesters"] == "ZMB"
    assert sources["Neighbouring countries"] is None


def test_a_count_in_figures_is_a_description() -> None:
    text = "LUSAKA - Zambia praised Malawi on Monday. Around 5 monks attacked the ministry."
    [attackers] = [p for p in events(text)["attacked"].participants if p.role == "source"]
    assert attackers.country == "ZMB"


def test_a_report_is_of_the_country_that_it_is_sent_from_where_it_names_that_most() -> None:
    assert home_by_text("LUSAKA: A storm hit a Zambian town. The Chinese envoy slept.", "ZMB") == "ZMB"
    assert home_by_text("LUSAKA: The Chinese envoy met a man from Beijing.", "ZMB") is None
