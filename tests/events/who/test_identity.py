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
    ],
)
def test_one_actor_under_all_its_names(names):
    assert len({actor_id(*name) for name in names}) == 1


def test_those_of_two_countries_are_two():
    assert actor_id("police", "KEN") != actor_id("police", "GHA")
    assert actor_id("North Korea", "PRK") != actor_id("South Korea", "KOR")


def test_the_table_of_items_has_the_ids_that_events_have():
    for row in rows("people_wikidata.csv")[::400]:
        assert row["actor_id"] == actor_id(row["person"], row["country"])
