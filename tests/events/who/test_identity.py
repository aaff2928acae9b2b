"""An actor has one id under any of its names."""

import pytest

from flows.events.who.identity import actor_id
from seeds import rows


@pytest.mark.parametrize(
    "names",
    [
        [("Kim Jong Un", "PRK"), ("Kim Jong-un", "PRK"), ("Kim Jong-Un", None)],
        [("Vladimir Putin", "RUS"), ("Putin", "RUS")],
        [("European Union", None), ("EU", None)],
        [("United States", "USA"), ("US", "USA"), ("Washington", "USA")],
        [("Ana M. Ruiz", None), ("Ana Ruiz", "PER")],
        [("Volodymyr Zelensky", "UKR"), ("Volodymyr Zelenskyy", "UKR"), ("Volodymyr Zelenskiy", "UKR")],
        [("Recep Tayyip Erdogan", "TUR"), ("Tayyip Erdoğan", "TUR"), ("Erdogan", "TUR")],
        [("Bashar al-Assad", "SYR"), ("Bashar Al Assad", "SYR"), ("Bashar Assad", "SYR")],
        [("Abdel Fattah el-Sisi", "EGY"), ("Abdel Fattah al-Sisi", "EGY")],
        [("Mohammed bin Salman", "SAU"), ("Muhammad bin Salman", "SAU")],
        [("Benjamin Netanyahu", "ISR"), ("Binyamin Netanyahu", "ISR"), ("Netanyahu", "ISR")],
        [("Ali Khamenei", "IRN"), ("Ayatollah Ali Khamenei", "IRN")],
        [("Sergei Lavrov", "RUS"), ("Sergey Lavrov", "RUS")],
        [("Alexander Lukashenko", "BLR"), ("Aleksandr Lukashenko", "BLR")],
        [("Donald Trump", "USA"), ("Donald J. Trump", "USA"), ("Trump", "USA")],
        [("Hugo Chávez", "VEN"), ("Hugo Chavez", "VEN"), ("Chavez", "VEN")],
        [("Islamic State", None), ("ISIS", None), ("ISIL", None), ("Daesh", None)],
        [("Burma", "MMR"), ("Myanmar", "MMR")],
        [("the Taliban", None), ("Taliban", None)],
        [("PKK", None), ("Kurdistan Workers' Party", None)],
        [("Hezbollah", None), ("Hizbullah", None)],
        [("Red Cross", None), ("ICRC", None)],
    ],
)
def test_one_actor_under_all_its_names(names):
    assert len({actor_id(*name) for name in names}) == 1


def test_those_who_sound_alike_and_have_items_of_their_own_are_two():
    people = [(row["person"], row["country"]) for row in rows("people_wikidata.csv")]
    assert len({actor_id(*one) for one in people}) == len(set(people))


def test_a_name_that_no_table_has_is_its_own():
    assert actor_id("Ida Holm", "DNK") != actor_id("Ada Holm", "DNK")


def test_those_of_two_countries_are_two():
    assert actor_id("police", "KEN") != actor_id("police", "GHA")
    assert actor_id("North Korea", "PRK") != actor_id("South Korea", "KOR")


def test_the_table_of_items_has_the_ids_that_events_have():
    for row in rows("people_wikidata.csv")[::400]:
        assert row["actor_id"] == actor_id(row["person"], row["country"])
