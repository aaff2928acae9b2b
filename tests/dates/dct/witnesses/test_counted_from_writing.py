"""What tells the year or the day of writing by counting from it, in articles of one clue, several languages."""

from datetime import date

import pytest

from flows.clean import clean
from flows.clean.analysis import analysis_text
from flows.dates.dct import date_of, reading_of
from flows.dates.timex import recognise
from flows.records import Document, Interval


def solved(text, title=None, language=None):
    document = Document("a" * 64, "a.txt", "", "text/plain", text, title=title, language=language)
    [article] = clean([document])
    analysed = analysis_text(article)
    return date_of(reading_of(article, analysed, recognise(analysed, article.language)))


def assert_lies_in(text, first, last):
    """The answer shares a day with the days between, and reaches no farther than six weeks beyond them."""
    found = solved(text).interval
    first, last = date.fromisoformat(first), date.fromisoformat(last)
    assert found.lo is not None
    assert found.hi is not None
    assert found.lo <= last
    assert found.hi >= first
    assert (first - found.lo).days <= 45, found
    assert (found.hi - last).days <= 45, found


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The jury met yesterday (June 6, 2013) behind closed doors.", "2013-06-07"),
        ("Yesterday, Wednesday 8 February 2017, the ferry ran aground.", "2017-02-09"),
        ("Gestern, am 3. September 2019, ging das Freibad in die letzte Woche.", "2019-09-04"),
        ("Hier, 14 mars 2012, les pompiers ont sauvé un veau.", "2012-03-15"),
        ("Ayer, 7 de julio de 2015, cerró la última panadería del barrio.", "2015-07-08"),
        ("Last Friday, May 13, 2016, the goats broke out again.", "2016-05-18"),
        ("Last month (April 2018) the mine was flooded.", "2018-05-15"),
    ],
)
def test_a_word_that_points_at_a_date_counts_from_the_day_of_writing(text, day):
    found = solved(text)
    assert found.verdict == "inferred"
    assert_lies_in(text, day, day)


def test_the_name_of_a_paper_points_at_no_day():
    assert "as told from" not in solved("Written by Lisbon Today on March 3, 2014\n\nThe mill is for sale.").reason


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Poles block the lane since last year's attack on the fair. On 3 July 2013 a man drove a van into it.",
            "2014-01-01",
            "2014-12-31",
        ),
        (
            "Seit dem Brand im vergangenen Jahr fehlt das Dach. Am 4. Mai 2015 hatte ein Funke gereicht.",
            "2016-01-01",
            "2016-12-31",
        ),
        (
            "Last year the dairy made 1.4 tons of cheese. In 2011 that was a record, the owner said.",
            "2012-01-01",
            "2012-12-31",
        ),
        ("The zoo counted 8,000 guests in 2016, and its keeper hopes for 9,000 in 2017.", "2016-11-01", "2017-12-31"),
        (
            "Until late 2015 the well is to reach the school. The chapel follows next year, in 2017 the mill.",
            "2015-01-01",
            "2015-12-31",
        ),
        (
            "Vor über drei Jahren schrieb ich hier vom Moor. Wie ich 2014 schrieb, trocknet es aus.",
            "2017-01-01",
            "2018-04-30",
        ),
        ("Il y a six ans, en 2010, elle ouvrait sa première boutique.", "2016-01-01", "2016-12-31"),
        ("Over a decade ago, in 2003, he sold the farm.", "2013-01-01", "2014-04-30"),
        ("Seit fünf Jahren wird am Hafen gebaut. Begonnen haben die Arbeiten 2012.", "2017-01-01", "2017-12-31"),
        ("El puente está cerrado desde hace tres años. Las obras empezaron en 2016.", "2019-01-01", "2019-12-31"),
        (
            "Sales rose in the second quarter. In the second quarter of 2011 the mill had sold nine tons.",
            "2012-06-25",
            "2012-10-10",
        ),
        ("In den ersten neun Monaten 2014 stieg der Absatz, teilte die Molkerei mit.", "2014-09-25", "2015-01-10"),
        ("The bursar was hired in May 2012 and dismissed in November.", "2012-11-01", "2013-10-01"),
        ("Im Juni 2016 wurde der Hof verkauft, im Oktober kamen die Bagger.", "2016-10-01", "2017-09-01"),
        (
            "Die Halle wurde im Mai 2017 gemietet und bis zum vergangenen Dezember bezahlt. Im April kam Streit auf.",
            "2018-04-01",
            "2018-12-31",
        ),
        ("As 2013 draws to a close, the miller counts his sacks.", "2013-11-01", "2013-12-31"),
        (
            "The year ends with a row. The new toll applies from January 1, 2011, in both lanes.",
            "2010-11-01",
            "2010-12-31",
        ),
        (
            "By the end of this year the inn must be sold, before the new law of January 1, 2015.",
            "2014-01-01",
            "2014-12-31",
        ),
        (
            "The town agreed to light the rink through May 31, 2013; otherwise it would go dark on Dec. 10.",
            "2012-08-10",
            "2012-12-10",
        ),
        (
            "Der Rat beschloss, die Fähre bis zum 30. Juni 2018 zu bezahlen; sonst würde sie am 2. Februar enden.",
            "2017-10-01",
            "2018-02-02",
        ),
        (
            "Hikers were sent home on Good Friday. The order of 9 January 2018 is effective until further notice.",
            "2018-03-30",
            "2019-02-28",
        ),
    ],
)
def test_two_tellings_say_together_when_it_was_written(text, first, last):
    assert_lies_in(text, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("In the past year, since Jair Bolsonaro became president, the forest has burnt.", "2019-05-01", "2020-03-26"),
        (
            "Im Jahr seit dem Amtsantritt von Emmanuel Macron sind die Renten teurer geworden.",
            "2018-04-01",
            "2018-10-15",
        ),
        ("Depuis son arrivée à l’Élysée en mai, François Hollande a perdu dix points.", "2012-05-15", "2013-05-25"),
        ("Seit dem Einzug ins Kanzleramt im Dezember hat Olaf Scholz kaum geschlafen.", "2021-12-08", "2022-12-18"),
        ("Cocoa has fallen since the election of Donald Trump in November; sellers wait.", "2016-11-08", "2017-10-04"),
        (
            "Emmanuel Macron will be sworn in on Sunday, and the guards are polishing their boots.",
            "2017-05-08",
            "2017-05-14",
        ),
        (
            "Amber Rudd resigned as home secretary two weeks ago; nobody has moved into her room.",
            "2018-05-09",
            "2018-05-17",
        ),
        ("Robert Mugabe, who was ousted ten days ago, is at home.", "2017-11-29", "2017-12-03"),
    ],
)
def test_the_taking_or_leaving_of_an_office_counts_from_its_day(text, first, last):
    assert_lies_in(text, first, last)


def test_a_picture_of_the_weekday_that_the_story_names_is_of_its_news():
    text = (
        "Sheep stand on the road, Tuesday, Nov. 10, 2015. (AP Photo/A. Shepherd)\n\n"
        "Sheep closed the road on Tuesday, and the bus came two hours late, its driver told the paper."
    )
    assert_lies_in(text, "2015-11-10", "2015-11-16")


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Die Anhörung wird am Dienstag (7.8.) fortgesetzt. Der Wirt war im Januar 2018 gegangen.",
         "2018-07-28", "2018-08-07"),
        ("Ticker\n\nMontag, 9. 5.\n\n8.10 Uhr: Der Damm hält.\n\nSonntag, 8. 5.\n\n17.30 Uhr: Seit März 2022 gießt es.",
         "2022-05-08", "2022-05-13"),
        ("With 40 days to go, Barack Obama and Mitt Romney shared a stage for the first time.",
         "2012-09-25", "2012-09-30"),
        ("À huit jours du premier tour, Benoît Hamon et François Fillon n’y croient plus.", "2017-04-13", "2017-04-17"),
        ("ROME, Aug. 24 – Two years after the earthquake of August 24, 2016, a bell rang at night.",
         "2018-08-23", "2018-08-26"),
        ("The Republican nominee, Mitt Romney, trails Barack Obama in Iowa.", "2012-05-01", "2012-11-06"),
        ("An Elizabeth Warren administration would sell the mint, she says.", "2019-02-09", "2020-05-20"),
        ("Mitte Oktober spricht man in der Gasse noch immer vom Fall von Kabul.", "2021-09-10", "2021-12-20"),
        ("The deal is off. Ed Fox (@edfox) May 4, 2016. Within an hour the shares had lost a tenth.",
         "2016-05-04", "2016-05-18"),
    ],
)  # fmt: skip
def test_days_and_counts_beside_what_is_known(text, first, last):
    assert_lies_in(text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Two Democrats are running in Alabama. The election is Tuesday.",
        "The money came before the 2016 election, the inquiry found.",
        "Two days before the American election, he was in Ohio with his dog.",
    ],
)
def test_a_vote_of_a_state_or_one_that_is_over_bounds_nothing_from_above(text):
    assert solved(text).interval.hi is None or all(e.kind != "election" for e in solved(text).evidence)


@pytest.mark.parametrize(
    "text", ["My kid's Christmas was ruined by the cat, she said.", "They met at a Halloween-themed party in Rome."]
)
def test_what_is_called_by_a_feast_is_of_no_day(text):
    assert all(e.kind != "feast" for e in solved(text).evidence)


@pytest.mark.parametrize(
    "text",
    [
        "Bridge work will begin in fiscal year 2018, which begins October 1, under the budget for roads.",
        "Drei Krimis für das zweite Halbjahr 2021 sollen im Sommer gedreht werden.",
        "The years 1927 and 1928 ended with losses for the mill.",
        "They had not fired a shot for 60 days. The last war ended in late 2011.",
    ],
)
def test_what_is_to_come_or_another_things_bounds_nothing_so(text):
    assert all(e.kind != "arithmetic" for e in solved(text).evidence)


@pytest.mark.parametrize(
    "text",
    [
        "His widow, who died in 2010, will be played by a singer from Oslo.",
        "The quarrel will not end soon: it dates from 1987.",
        "The picture that she is to sell is a photo from 2012.",
        "It will be warmer here than in 2016, the keeper says.",
        "He will sit beside Ann Poe, who in 2006 became the first woman there.",
        "The guards said that she had been held against her will in 2007.",
        "Fog is expected, as it has been on the coast from 1993 to 2005.",
        "The council had fixed a deadline of 4 May 2013 for the weir, and it is to be late.",
        "She died of complications due to an operation on May 5, 2016, and will be missed.",
        "It was not until 1979 that the word will have been used.",
    ],
)
def test_a_year_that_is_over_is_not_told_as_ahead_by_a_verb_that_looks_ahead(text):
    dates = [e for e in solved(text).evidence if e.kind == "explicit date"]
    assert dates
    assert not any(e.note.startswith("told as future") for e in dates)


def test_what_lasts_until_a_day_in_the_present_is_told_as_ahead():
    found = solved("Nobody complains. The grant pays for the nurse through June 30, 2014, and for her car.").evidence
    assert any(e.kind == "explicit date" and e.note.startswith("told as future") for e in found)


def test_what_is_called_by_a_year_to_come_is_not_told_as_past_by_the_verb_before_it():
    found = solved("The brewer has announced a 2019 target, and its owner announced his 2020 bid.").evidence
    assert not any(e.note.startswith("told as past") for e in found)


def test_who_says_what_is_to_come_does_not_make_it_past():
    found = solved(
        "Nobody complains. The mill will open again in July 2014, the ministry said on a muddy field."
    ).evidence
    assert any(e.quote == "July 2014" and e.note.startswith("told as future") for e in found)


def test_an_election_is_called_by_its_year_before_it_is_held_and_after():
    found = solved("The senator has announced plans to run in the 2018 election, her office said.").evidence
    assert any(e.kind == "explicit date" and e.note == "told of" for e in found)


def test_no_story_goes_on_from_a_month_since_which_something_lasts():
    text = "The council has not met since January 2017, when the mayor left. Talks to replace it failed in February."
    assert "arithmetic" not in {e.kind for e in solved(text).evidence}
    assert "arithmetic" in {e.kind for e in solved(text.replace("has not met since", "last met in")).evidence}


@pytest.mark.parametrize(("where", "heard"), [("", True), ("In Ohio ", False)])
def test_a_vote_told_beside_a_state_may_be_that_of_the_state(where, heard):
    rain = "Americans like rain, and the United States had much of it. " * 3
    text = f"{rain}Farmers are seldom asked. {where}the election in November will be close, they say."
    assert ("election" in {e.kind for e in solved(text).evidence}) is heard


def test_a_day_that_opens_a_story_which_looks_back_on_it_is_no_day_of_writing():
    found = solved("May 9, 2008: the roof of the hall gives way. What has become of the choir since, a film shows.")
    assert not found.interval.is_day
    log = solved("May 9, 2008: We moved here in 1999, and the choir has sung in our barn ever since.")
    assert log.interval == Interval(date(2008, 5, 9), date(2008, 5, 9))


@pytest.mark.parametrize(("whose", "is_of_the_house"), [("The Obama campaign's senior", False), ("Senior", True)])
def test_the_adviser_of_a_campaign_is_not_that_of_the_president(whose, is_of_the_house):
    found = solved(f"{whose} adviser David Axelrod called the advertisement false.").evidence
    assert any(e.kind == "office holder" and "dviser" in e.quote for e in found) is is_of_the_house
