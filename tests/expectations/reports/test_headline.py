"""The line about an article's date says what was claimed: a day, a month, the day by which it was written."""

from datetime import date

import pytest

from expectations.reports.article import headline

MAY = (date(2019, 5, 1), date(2019, 5, 31))


@pytest.mark.parametrize(
    ("claimed", "value", "days", "line"),
    [
        (MAY[0], "2019-05-01", (MAY[0], MAY[0]), "as the page says: nothing in the text speaks against it."),
        (None, "May 2019", MAY, "Written May 2019, by “May 2019” on the page."),
        (MAY[1], "2019-05-31", (None, MAY[1]), "or earlier, by “2019-05-31” on the page."),
    ],
)
def test_the_line_of_a_claim_that_stands(claimed: date | None, value: str, days: tuple[date, date], line: str) -> None:
    row = {"claimed_date": claimed, "claimed_value": value, "date_from": days[0], "date_to": days[1]}
    assert headline(row | {"date_verdict": "consistent", "date_reason": ""})[0].endswith(line)
