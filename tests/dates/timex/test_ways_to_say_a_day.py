"""The many ways in which a day, a week, a night or a year is written; and numbers and names that are none."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = date(2021, 10, 20)  # a Wednesday


def told(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.value) for t in tag(text, Interval(DCT, DCT))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Signed 07-Feb-11 by both.", ("07-Feb-11", "2011-02-07")),
        ("Stamped 07Feb11 in Rome.", ("07Feb11", "2011-02-07")),
        ("Signed Feb-07-1988 by both.", ("Feb-07-1988", "1988-02-07")),
        ("The map of 2014 Oct was lost.", ("2014 Oct", "2014-10")),
        ("They met on 17-09-2014.", ("17-09-2014", "2014-09-17")),
        ("They met on Wednesday, 17.09.2014.", ("Wednesday, 17.09.2014", "2014-09-17")),
        ("They met on Wednesday, 9/7/2014.", ("Wednesday, 9/7/2014", "2014-07-09")),
        ("Sent Wed Sep 17 09:12:44 CEST 2014 from Bern.",
         ("Wed Sep 17 09:12:44 CEST 2014", "2014-09-17T09:12:44")),
        ("The ferry sank on the first of March.", ("the first of March", "2021-03-01")),
        ("It sank on the twenty-first of March 2014.", ("the twenty-first of March 2014", "2014-03-21")),
        ("She was the second of 3 May brides.", ("3 May", "2021-05-03")),
        ("It rained in the second half of March.", ("the second half of March", "2021-03")),
        ("Sown in week 11 of 2014.", ("week 11 of 2014", "2014-W11")),
        ("Sown in 2014-W11.", ("2014-W11", "2014-W11")),
        ("Sown in the first week of January 2016.", ("the first week of January 2016", "2016-W01")),
        ("By end-March the snow had gone.", ("end-March", "2021-03")),
        ("Prices rose in 3Q14.", ("3Q14", "2014-Q3")),
        ("Prices rose in the second half of FY2014.", ("the second half of FY2014", "2014-H2")),
        ("The board met on the second Tuesday of last month.",
         ("the second Tuesday of last month", "2021-09-14")),
        ("Rents rose in the fourth month of 2014.", ("the fourth month of 2014", "2014-04")),
        ("She arrived a week ago Monday.", ("a week ago Monday", "2021-10-11")),
        ("She leaves two weeks from Monday.", ("two weeks from Monday", "2021-11-08")),
        ("She left two Fridays ago.", ("two Fridays ago", "2021-10-08")),
        ("She left three winters ago.", ("three winters ago", "2018-WI")),
        ("She left the night before last.", ("the night before last", "2021-10-18TNI")),
        ("It snowed in the night from 3 to 4 May.", ("the night from 3 to 4 May", "2021-05-03TNI")),
        ("It snowed in the wee hours of Monday.", ("the wee hours of Monday", "2021-10-18TMO")),
        ("It snowed over the past fortnight.", ("the past fortnight", "P2W")),
        ("The Tuesday after Easter was dry.", ("The Tuesday after Easter", "2021-04-06")),
        ("A feast was held for Greek Easter.", ("Greek Easter", "2021-05-02")),
        ("A feast was held for the Persian New Year.", ("the Persian New Year", "2021-03-21")),
        ("The bridge of 1398 in the Persian calendar fell.", ("1398 in the Persian calendar", "2019")),
        ("It was built in ROC year 71.", ("ROC year 71", "1982")),
        ("The school opened on 3 Rajab 1435.", ("3 Rajab 1435", "2014-05-03")),
        ("The school opened on 12 Rabi al-Awwal 1436.", ("12 Rabi al-Awwal 1436", "2015-01-03")),
        ("The file of 20140917 is gone.", ("20140917", "2014-09-17")),
        ("Since 9/11 the fence has grown.", ("9/11", "2001-09-11")),
        ("The 7/7 bombings shook the city.", ("7/7", "2005-07-07")),
        ("The 26/11 attacks were planned abroad.", ("26/11", "2008-11-26")),
        ("Three years ago to the day the mill burned.", ("Three years ago to the day", "2018-10-20")),
        ("She was named Gardener of the Year.", ("the Year", "2021")),
        ("It was built in Heisei 3.", ("Heisei 3", "1991")),
        ("Passed on 2 Mehr 1398.", ("2 Mehr 1398", "2019-09-24")),
        ("In June the second army came.", ("June", "2021-06")),
        ("She leaves Monday week.", ("Monday week", "2021-11-01")),
        ("The same month a year ago, it had snowed.", ("The same month a year ago", "2020-10")),
        ("It rang at 8 tonight.", ("8 tonight", "2021-10-20T20:00")),
        ("It rang at half eleven.", ("half eleven", "2021-10-20T11:30")),
        ("It snowed in the small hours of New Year's Day 2014.",
         ("the small hours of New Year's Day 2014", "2014-01-01TMO")),
        ("It snowed on Labor Day weekend 2014.", ("Labor Day weekend 2014", "2014-W35-WE")),
        ("It snowed on Thanksgiving weekend 2014.", ("Thanksgiving weekend 2014", "2014-W48-WE")),
        ("It snowed in the latter part of 2014.", ("the latter part of 2014", "2014")),
        ("It snowed early in spring.", ("early in spring", "2021-SP")),
        ("It snowed this past spring.", ("this past spring", "2021-SP")),
        ("It will be done by year end.", ("year end", "2021")),
        ("The mill ran in the first half of the 17th century.", ("the first half of the 17th century", "16")),
        ("It rang at a quarter to six.", ("a quarter to six", "2021-10-20T05:45")),
        ("He swam it in 1:02:33.", ("1:02:33", "PT1H2M33S")),
        ("The dike opened two years later than promised.", ("two years", "P2Y")),
        ("The monthlong fair closed.", ("monthlong", "P1M")),
        ("She has kept bees for recent months.", ("recent months", "PXM")),
    ],
)  # fmt: skip
def test_ways_to_say_a_time(text: str, expected: tuple[str, str]) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The flood cost at least 1900 cows.",
        "Nearly 2010 came to the fair.",
        "2010 fled the valley.",
        "A grant of 2010 million was cut.",
        "The mill at 1902 Mill Lane is for sale.",
        "The 1700-strong choir sang.",
        "Two thousand cows were sold.",
        "The toll climbed from 1600 to 1700.",
        "The Monday Herald ran the story.",
        "The May 15 Revolutionary Movement disbanded.",
        "The singer of Blue Monday came.",
        "The Tibetan New Year was dry.",
    ],
)
def test_counts_and_names_are_no_dates(text: str) -> None:
    assert told(text) == []


def test_a_day_that_is_called_by_what_happened_is_that_day() -> None:
    assert told("The Sept. 11 hijackers lived here.") == [("Sept. 11", "2001-09-11")]
    assert told("The market of Sept. 11 was small.") == [("Sept. 11", "2021-09-11")]


@pytest.mark.parametrize(
    ("text", "night"),
    [
        ("Hail fell overnight.", "2021-10-19TNI"),
        ("Hail will fall overnight.", "2021-10-20TNI"),
        ("Hail fell overnight into Sunday.", "2021-10-16TNI"),
        ("Hail fell overnight on 3 May.", "2021-05-03TNI"),
    ],
)
def test_overnight_is_the_night_told(text: str, night: str) -> None:
    assert told(text)[0] == ("overnight", night)


def test_a_weekday_that_points_back_is_of_the_story() -> None:
    assert told("She came on 7 May 2014. That Sunday it snowed.")[1] == ("That Sunday", "2014-05-11")
    assert told("She came on 7 May 2014. The next Monday it snowed.")[1] == ("The next Monday", "2014-05-12")


def test_a_day_of_the_islamic_calendar_is_known_within_a_day() -> None:
    (timex,) = tag("The school opened on 3 Rajab 1435.", Interval(DCT, DCT))
    assert timex.mod == "APPROX"
    assert timex.interval == Interval(date(2014, 5, 2), date(2014, 5, 4))


@pytest.mark.parametrize("text", ["Overnight Sunday, it snowed.", "It snowed overnight Sunday."])
def test_overnight_and_its_day_are_two(text: str) -> None:
    assert [value for _, value in told(text)] == ["2021-10-17TNI", "2021-10-17"]
