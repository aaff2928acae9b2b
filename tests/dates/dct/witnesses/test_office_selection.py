"""The table of office holders is selected from facts: offices by their names, rows by hand before selected ones."""

from seeds import rows
from seeds.select_office_holders import closed, selected

OFFICES = rows("offices.csv")


def fact(office: str, person: str, start: str, end: str = "", country: str = "ISL") -> dict[str, str]:
    return {
        "country_iso3": country, "organisation": "", "office": office, "person": person, "start": start, "end": end,
        "source": "x/y@1",
    }  # fmt: skip


def term(office: str, person: str, start: str, end: str = "") -> dict[str, str]:
    return {"country": "ISL", "office": office, "person": person, "start": start, "end": end, "source": "-"}


def offices(*facts: dict[str, str]) -> list[str]:
    return [row["office"] for row in selected(facts, OFFICES, [])]


def test_an_office_is_known_by_its_many_names():
    names = ["Minister of Foreign Affairs", "Minister for Foreign Affairs and Trade", "Minister of the Interior"]
    assert offices(*(fact(n, "A B", "2010") for n in names)) == ["foreign minister"] * 2 + ["interior minister"]


def test_a_deputy_is_no_minister():
    assert offices(fact("Deputy Minister of Finance", "A B", "2010")) == []


def test_an_office_of_one_country_is_of_no_other():
    assert offices(fact("Secretary of State", "A B", "2010", country="USA")) == ["secretary of state"]
    assert offices(fact("Secretary of State", "A B", "2010", country="CHE")) == []


def test_terms_long_over_and_terms_without_a_start_are_left_out():
    assert offices(fact("President", "A B", "1970", "1980"), fact("President", "A B", "")) == []


def test_a_row_by_hand_replaces_the_term_it_corrects():
    facts = [fact("President", "Anna Berg", "2010", "2014"), fact("President", "Anna Berg", "2020")]
    left = selected(facts, OFFICES, [term("president", "A. Berg", "2010-06-01", "2014-06-01")])
    assert [row["start"] for row in left] == ["2020"]


def test_the_next_holder_ends_an_open_term_of_the_only_one():
    added = [term("president", "C D", "2024-05-01")]
    assert [r["end"] for r in closed([term("president", "A B", "2020")], added)] == ["2024-05-01"]
    two = [term("president", "A B", "2020"), term("president", "E F", "2021")]
    assert [r["end"] for r in closed(two, added)] == ["", ""]


def test_the_tables_name_known_offices_only():
    known = {row["office"] for row in OFFICES}
    for name in ("office_holders.csv", "office_holders_added.csv"):
        assert {row["office"] for row in rows(name)} <= known
    titled = {row["office"] for row in rows("office_titles.csv")}
    assert {o for o in titled if not o.startswith(("any ", "*"))} <= known
