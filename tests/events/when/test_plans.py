"""What goes on with a plan of the sentence before is of the day of that plan. 15 May 2024 is a Wednesday."""

import pytest

from tests.events.reading import days
from tests.events.when.test_links import dates

FRIDAY = days("2024-05-17", "2024-05-17")


@pytest.mark.parametrize(
    "text",
    [
        "An envoy is due in Quito on Friday. He will meet the minister and condemn the raid.",
        "The minister will visit Quito on Friday. She will meet the president and condemn the raid, a source said.",
    ],
)
def test_what_he_will_do_is_of_the_day_on_which_he_comes(text):
    found = dates(text)
    assert found["meet"] == found["condemn"] == FRIDAY


@pytest.mark.parametrize(
    "text",
    [
        "An envoy is due in Quito on Friday. The union will meet the minister.",
        "An envoy is due in Quito on Friday. He will meet the minister in June.",
        "An envoy is due in Quito on Friday, another on Saturday. They will meet the minister.",
        "An envoy came to Quito on Tuesday. He will meet the minister.",
    ],
)
def test_what_another_will_do_or_at_another_time_is_not(text):
    assert dates(text)["meet"] != FRIDAY
