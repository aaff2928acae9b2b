"""Those who are only described are of the country that nearly all of an article is about."""

from flows.events.who.home import home
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


def test_described_people_are_at_home_and_strangers_keep_what_is_known_of_them() -> None:
    text = (
        "Kenyan lawmakers condemned Kenyan police on Monday. Kenya's president met the Kenyan army chief. "
        "Later the protesters attacked the Vorgan Brigade."
    )
    attacked = events(text)["attacked"].participants
    assert [(p.name, p.country) for p in attacked][:1] == [("protesters", "KEN")]
    assert [p.country for p in attacked if p.name[:1].isupper()] == [None]


def test_the_place_before_the_first_words_is_where_a_report_comes_from() -> None:
    text = "LUSAKA (Own report) - Zambia praised Malawi on Monday. Protesters attacked the ministry."
    [attackers] = [p for p in events(text)["attacked"].participants if p.role == "source"]
    assert attackers.country == "ZMB"
