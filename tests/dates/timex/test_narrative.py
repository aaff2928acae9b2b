"""News counts from the day it is written, history from the point that the story has reached."""

from datetime import date

import pytest

from flows.dates.timex import tag
from flows.records import Interval

DCT = Interval(date(2017, 11, 17), date(2017, 11, 17))

HISTORY = (
    "The siege began on 3 March 1644. On 7 March the outer wall fell, and the next day the mill burned. "
    "In May a second army arrived. It left in November. In January the town opened its gates. "
    "A treaty was signed on 2 June 1645, and a year later the walls were pulled down. "
    "By 1650 the town had grown. In the same year a bridge was built. "
    "The duke died on 9 October 1652. Two days later his son took the oath. That month the court moved."
)


def told(text: str, dct: Interval = DCT) -> dict[str, str]:
    return {t.text: t.value for t in tag(text, dct)}


def test_history_counts_on_from_its_own_dates() -> None:
    values = told(HISTORY)
    assert values["7 March"] == "1644-03-07"
    assert values["the next day"] == "1644-03-08"
    assert values["May"] == "1644-05"
    assert values["November"] == "1644-11"
    assert values["a year later"] == "1646"
    assert values["the same year"] == "1650"
    assert values["Two days later"] == "1652-10-11"
    assert values["That month"] == "1652-10"


def test_a_story_goes_forward_into_the_next_year() -> None:
    assert told(HISTORY)["January"] == "1645-01"


def test_a_leap_that_the_next_date_in_full_takes_back_was_told_in_passing() -> None:
    history = (
        "The siege began on 3 March 1644. On 7 March the wall fell. A plaque was set there on 4 May 1651. On 9 April "
        "the mill burned. In June the second army came. On 3 August 1644 the town opened its gates."
    )
    values = told(history)
    assert (values["9 April"], values["June"]) == ("1644-04-09", "1644-06")


def test_history_needs_no_dct() -> None:
    assert told(HISTORY, Interval()) == told(HISTORY)


def test_news_counts_from_the_dct_even_where_it_looks_back() -> None:
    news = (
        "The minister resigned on Monday. He had joined the party in 1994 and left it in 1998. "
        "On Tuesday the prime minister said that a successor would be named next week. Last year two others went. "
        "In October the court had opened an inquiry."
    )
    values = told(news)
    assert values["Monday"] == "2017-11-13"
    assert values["Tuesday"] == "2017-11-14"
    assert values["next week"] == "2017-W47"
    assert values["Last year"] == "2016"
    assert values["October"] == "2017-10"


def test_background_in_one_paragraph_sets_no_year_in_another() -> None:
    news = (
        "The council closed the mine on Monday.\n\n"
        "It was dug in 1961. In 1974 the state took it over. In May 1983 a shaft fell in. It was sold in 1991.\n\n"
        "In October inspectors had found gas in it."
    )
    assert told(news)["October"] == "2017-10"


def test_that_day_is_the_day_told_last() -> None:
    values = told("The bridge fell on September 14. That day nobody crossed it. The following week it was rebuilt.")
    assert values["That day"] == "2017-09-14"
    assert values["The following week"] == "2017-W38"


def test_a_time_of_day_belongs_to_the_day_beside_it() -> None:
    assert told("The quake struck at 9:20 a.m. (0620 GMT) Friday.")["9:20 a.m."] == "2017-11-17T09:20"
    assert told("On 3 May 2016 he rose at 5 a.m.")["5 a.m."] == "2016-05-03T05:00"


def test_anchors_are_named() -> None:
    anchors = {t.text: t.anchor for t in tag("On 3 May 2016 he left. The next day he was ill. He died last week.", DCT)}
    assert anchors == {"3 May 2016": "self", "The next day": "narrative", "last week": "dct"}


def test_years_before_christ_count_down() -> None:
    values = told("The war began in 264 BC. Two years later the fleet sailed, and the following year it sank.")
    assert values == {"264 BC": "BC0264", "Two years later": "BC0262", "the following year": "BC0261"}


def test_what_is_to_come_lies_in_no_year_gone_by() -> None:
    assert told("He has led the party since 2009 and will go by the end of the year.")["the end of the year"] == "2017"
    assert told("He joined the party in 2009 and led it by the end of the year.")["the end of the year"] == "2009"


WAR = HISTORY + " On 5 July 1652 the army crossed the border. "


@pytest.mark.parametrize(
    ("sentence", "span", "value"),
    [
        ("At 0530 the ships opened fire.", "0530", "1652-07-05T05:30"),
        ("On the night of 8–9 June the river was crossed.", "the night of 8–9 June", "1652-06-08TNI"),
        ("On the night of June 23/24 bombs fell.", "the night of June 23/24", "1652-06-23TNI"),
        ("On the morning of the 14th they returned.", "the morning of the 14th", "1652-07-14TMO"),
        ("At noon the next day the flag came down.", "noon", "1652-07-06T12:00"),
        ("At noon the next day the flag came down.", "the next day", "1652-07-06"),
        ("On that date the treaty lapsed.", "that date", "1652-07-05"),
    ],
)
def test_days_and_hours_of_a_campaign(sentence: str, span: str, value: str) -> None:
    assert told(WAR + sentence)[span] == value


def test_four_digits_behind_another_preposition_may_be_a_year() -> None:
    assert told(WAR + "By 1430 the guild had two halls.")["1430"] == "1430"


def test_an_hour_told_before_its_day_is_anchored_to_it() -> None:
    hour, day = tag("Talks will resume at 9 am on Tuesday.", DCT)
    assert (hour.anchor, day.anchor) == ("timex:1", "dct")


def test_history_speaks_of_former_and_future_things() -> None:
    values = told(WAR + "The former duke met the future king.")
    assert (values["former"], values["future"]) == ("PAST_REF", "FUTURE_REF")


def test_a_score_of_days_may_lie_between_two_dates_in_full() -> None:
    days = " ".join(f"On {n} May a gun was moved." for n in range(1, 26))
    story = (
        "The league was founded on 3 March 1641, and sworn again on 9 June 1642. The war began in 1643. "
        f"In November 1643 the fleet sailed, and in December it was lost. {days} On 2 June 1644 peace was made."
    )
    values = told(story)
    assert [values[f"{n} May"] for n in (1, 25)] == ["1644-05-01", "1644-05-25"]


def test_history_dates_what_was_at_the_same_time_and_measures_the_years_of_an_event() -> None:
    told_too = told(HISTORY + " At the same time the mint was shut. The second year of the drought was the worst.")
    assert told_too["the same time"] == "1652-10"
    assert told_too["The second year"] == "P1Y"
    assert "the same time" not in told("The minister spoke today. At the same time the strike went on.")


def test_a_column_that_looks_far_back_is_told_from_its_own_day() -> None:
    """It opens with a day of the year it is written in, and its "last spring" is the writer's."""
    column = (
        "On 9 May the two admirals shook hands. The strait was fought over in May 1911, in October 1936 and in March"
        " 1958, and in 1974 the last lighthouse keeper was brought home. A treaty came last spring. On 2 June the"
        " first ferry sailed."
    )
    days = told(column)
    assert (days["9 May"], days["last spring"], days["2 June"]) == ("2017-05-09", "2017-SP", "2017-06-02")


def test_last_spring_is_the_tellers_even_in_a_history() -> None:
    history = (
        "In March 1911 the fort fell. In June 1912 the river froze, in April 1913 the mill stood still, and on 3 May"
        " 1914 the bridge burned. By June 1915 nobody was left. The ruin was sold last spring. In July 1916 the"
        " soldiers went home. In August the gate was shut."
    )
    days = told(history)
    assert (days["last spring"], days["August"]) == ("2017-SP", "1916-08")
