"""A page that is no article is known as such however much stands around it, and no article is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.not_an_article import what_else

STORY = "The council agreed to repair the old bridge over the river, closed to lorries for some time now. " * 30


@pytest.mark.parametrize(
    "title",
    ["Page not found | The Example", "404 Not Found", "Seite nicht gefunden - Beispiel", "Sorry, page not found!"],
)
def test_a_title_that_says_nothing_else_makes_an_error_page_of_any_length(title):
    found = what_else(title, STORY)
    assert found is not None
    assert found[0] == "error_page"


@pytest.mark.parametrize(
    "title", ["Why a page not found by its readers costs papers dear", "Bridge to be repaired", ""]
)
def test_a_story_is_an_article_whatever_its_title_mentions(title):
    assert what_else(title, STORY) is None


@pytest.mark.parametrize(
    "wall",
    [
        "We and our 120 partners store cookies and process personal data, such as unique identifiers and IP addresses,"
        " for personalised advertising. You may consent to this or manage your settings. Some vendors rely on"
        " legitimate interest. I agree",
        "Mit Werbung weiterlesen: Wir und unsere Partner setzen Cookies, verarbeiten personenbezogene Daten und zeigen"
        " Werbung. Ihre Zustimmung ist jederzeit widerrufbar, siehe Datenschutz. Akzeptieren",
    ],
)
def test_a_wall_of_consent_is_known_by_what_it_speaks_of(wall):
    found = what_else("The Example", wall)
    assert found is not None
    assert found[0] == "consent_page"


def test_a_short_question_about_a_device_is_a_wall():
    found = what_else("The Example", "Hello! We would like to store or access information on your device. Yes / No")
    assert found is not None
    assert found[0] == "consent_page"


def test_a_report_about_cookies_is_an_article():
    report = (
        "The court ruled on Monday that the shop had set cookies without consent. Its customers had not been told"
        " which partners would read their data, the judges found, and the notice could not be read on a telephone."
        " The shop, which sells bicycles in four countries, said that it would appeal against the ruling next month."
    )
    assert what_else("Court rules on cookies", report) is None


@given(st.text(max_size=200), st.text(max_size=400))
def test_any_page_is_judged_without_error(title, text):
    assert what_else(title, text) is None or all(what_else(title, text) or ())
