"""A side that names several countries is several participants. The sentences are ours."""

import pytest

from flows.events.coding import Coder
from flows.events.parse import sentences
from flows.events.parse.sentences import Passage


def found(sentence: str, word: str) -> list[tuple[str, str, str | None]]:
    """Role, name and country of who takes part in the event at ``word``; their words stand where they say."""
    passage = Passage(sentences.load_pipeline()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    who = Coder([passage]).code(token, passage, "happened").participants
    assert all(sentence[p.start : p.end] == p.text for p in who)
    return [(p.role, p.name, p.country) for p in who]


@pytest.mark.parametrize(
    ("sentence", "sources"),
    [
        ("Peru expelled a trader.", [("Peru", "PER")]),
        (
            "Danish and Norwegian diplomats condemned Malawi.",
            [("Danish diplomats", "DNK"), ("Norwegian diplomats", "NOR")],
        ),
        (
            "The presidents of South Korea, Chile and New Zealand condemned Malawi.",
            [
                ("presidents of South Korea", "KOR"),
                ("presidents of Chile", "CHL"),
                ("presidents of New Zealand", "NZL"),
            ],
        ),
        ("Chilean officials condemned Malawi.", [("Chilean officials", "CHL")]),
    ],
)
def test_each_country_that_a_plural_names_acts_for_itself(sentence: str, sources: list[tuple[str, str]]) -> None:
    word = "expelled" if "expelled" in sentence else "condemned"
    assert [(name, country) for role, name, country in found(sentence, word) if role == "source"] == sources


def test_envoys_of_two_countries_who_meet_meet_each_other() -> None:
    both = [("Danish envoys", "DNK"), ("Chilean envoys", "CHL")]
    assert found("Danish and Chilean envoys met in Lima.", "met") == [
        *(("source", *one) for one in both),
        *(("target", *one) for one in both),
    ]


def test_talks_between_two_are_each_ones_with_the_other() -> None:
    told = found("Talks between Malawi and Lesotho began on Monday.", "Talks")
    assert {role for role, _, _ in told} == {"source", "target"}
    assert [name for role, name, _ in told if role == "source"] == ["Malawi", "Lesotho"]


def test_the_place_of_a_meeting_is_nobody_who_was_met() -> None:
    mayors = [(role, "two mayors", None) for role in ("source", "target")]
    assert found("The two mayors met in Lima.", "met") == mayors


def test_police_who_tell_of_an_arrest_made_it_and_neighbours_did_not() -> None:
    told = "{} said that two Danes were arrested near the port."
    assert found(told.format("Police"), "arrested")[0][:2] == ("source", "Police")
    assert [role for role, _, _ in found(told.format("Neighbours"), "arrested")] == ["target"]


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("A Malawi-Lesotho summit was held in May.", ["MWI", "LSO"]),
        ("The U.S.-Peru talks failed.", ["USA", "PER"]),
        ("A Danish-New Zealand meeting was held in May.", ["DNK", "NZL"]),
        ("The Guinea-Bissau talks failed.", ["GNB"]),
    ],
)
def test_countries_that_a_hyphen_joins_before_a_noun_meet_each_other(sentence: str, countries: list[str]) -> None:
    who = found(sentence, "held" if "held" in sentence else "talks")
    assert [country for role, _, country in who if role == "source"] == countries
    assert [country for role, _, country in who if role == "target"] == (countries if len(countries) > 1 else [])


def test_a_partner_that_is_called_by_its_name_is_of_that_country() -> None:
    sentence = "Malawi's largest trading partner, Lesotho, condemned Peru."
    assert ("source", "Lesotho", "LSO") in found(sentence, "condemned")


def test_it_is_the_partner_that_is_called_by_its_name() -> None:
    sentence = "Malawi's largest trading partner, Lesotho, said that it would condemn Peru."
    assert [country for role, _, country in found(sentence, "condemn") if role == "source"] == ["LSO"]


def test_nobody_acts_upon_himself_alone() -> None:
    assert found("Malawi expelled the Malawi.", "expelled") == [("source", "Malawi", "MWI")]


def test_several_under_one_name_act_upon_each_other() -> None:
    assert {role for role, _, _ in found("The two envoys accused each other.", "accused")} == {"source", "target"}
