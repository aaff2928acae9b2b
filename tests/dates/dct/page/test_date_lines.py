"""Which of a page's dates is its own: by where it stands, what it is called, and what else the page shows."""

from datetime import date

from flows.clean import clean
from flows.dates.dct.page.date_labels import label_of, said_of_itself
from flows.dates.dct.page.date_lines import candidates, shares_of
from flows.records import Document

TODAY = date(2026, 1, 1)
BODY = "\n\n".join(
    [
        "The council agreed to repair the old bridge over the river, closed to lorries for some time now.",
        "Engineers found that two of its piers have moved, and that the work will cost far more than had been thought.",
        "Residents of both banks have asked for a ferry until the bridge is open again, and the mayor will look.",
    ]
)


def likeliest(text: str) -> tuple[date, float]:
    [article] = clean([Document("d" * 64, "a.txt", "", "text/plain", text)])
    shares = shares_of(candidates(article, TODAY))
    day = max(shares, key=lambda d: shares[d][0])
    return day, shares[day][0]


def test_the_line_above_the_body_is_the_pages_own():
    day, share = likeliest(f"Bridge to be repaired\n\nBy A. Writer\n\n4 May 2021\n\n{BODY}")
    assert day == date(2021, 5, 4)
    assert share > 0.6


def test_published_counts_before_updated():
    text = f"Bridge to be repaired\n\nPublished: 4 May 2021 | Updated: 9 May 2021\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_the_teasers_below_are_other_articles():
    teasers = "\n\n".join(f"Another story, number {n}\n\n{n} June 2021" for n in range(1, 6))
    text = f"Bridge to be repaired\n\n4 May 2021\n\n{BODY}\n\nRelated articles\n\n{teasers}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_a_line_that_leads_to_another_article_bears_its_day():
    neighbours = "Previous: Snow closes the pass – 1 May 2021\nNext: Choir wins – 9 May 2021"
    day, share = likeliest(f"{neighbours}\n\nBridge to be repaired\n4 May 2021\n\n{BODY}")
    assert day == date(2021, 5, 4)
    assert share > 0.6


def test_the_date_on_top_of_a_page_is_the_day_it_was_called_up():
    menu = "\n\n".join(["Home", "News", "Sport", "Culture", "Opinion", "Weather", "Subscribe", "Sign in"] * 6)
    text = f"Friday, 2 July 2021\n\n{menu}\n\nBridge to be repaired\n\n4 May 2021, 10:15\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_a_date_that_opens_a_page_gives_way_to_an_earlier_one_beside_the_author():
    text = f"17 June 2024\n\nNews Sport Weather\n\nBridge to be repaired\n\nby A. Writer | 9 May 2023\n\n{BODY}"
    assert likeliest(text)[0] == date(2023, 5, 9)


def test_the_day_of_the_visit_stands_above_the_title_and_is_no_earlier_than_the_articles():
    text = f"Home News Sport\n\nWednesday, 5 May 2021 02:45 PM\n\nA. Writer / Springfield\n\n4 May 2021\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_a_date_under_the_title_is_not_the_day_of_the_visit():
    menu = "\n\n".join(["Share", "Listen", "Print", "Save", "Mail", "Comment"] * 12)
    title = "Old bridge over the river moved"
    document = Document("d" * 64, "a.txt", "", "text/plain", f"{title}\n\n4 May 2021\n\n{menu}\n\n{BODY}", title=title)
    [article] = clean([document])
    [found] = candidates(article, TODAY)
    assert "top of the page" not in found.marks


def test_the_authors_line_bears_the_articles_date():
    text = f"Friday, 7 May 2021\n\n5 May 2021 by A. Writer in Bridges\n\n6 May 2021\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 5)


def test_a_sentence_about_the_page_itself_dates_it():
    foot = "This entry was posted on Tuesday, 4 May 2021 at 3:21 pm and is filed under Bridges, Roads and Public works."
    text = f"Bridge to be repaired\n\n{BODY}\n\nThe next walk is on 9 June 2021, from the bridge.\n\n{foot}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_a_date_before_its_update_is_the_day_of_publication():
    text = f"Bridge to be repaired\n\n{BODY}\n\n4 May 2021 ( updated 6 May 2021 | 15:24 )"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_a_page_speaks_of_itself_in_many_languages():
    assert said_of_itself("diese seite wurde zuletzt am", "um uhr geändert") == "updated"
    assert said_of_itself("cet article a été publié le", "") == "published"
    assert said_of_itself("the agency was founded on", "") is None


def test_a_sentence_that_begins_with_a_date_tells_of_it():
    text = f"{BODY}\n\nOn 13 April 2012, the council closed the bridge to lorries for the first time in its history."
    assert likeliest(text)[1] < 0.4


def test_a_list_of_other_articles_above_the_story_does_not_date_it():
    list_of_others = "\n\n".join(f"Another story, number {n}\n\n{n} June 2021" for n in range(1, 6))
    text = f"Latest\n\n{list_of_others}\n\nBridge to be repaired\n\n4 May 2021, 10:15\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_the_line_above_a_date_may_be_its_label():
    comments = "\n\n".join(f"Reader {n} says:\n\n{n} May 2021 at 12:0{n}\n\nQuite so." for n in range(5, 8))
    text = f"Bridge to be repaired\n\n{BODY}\n\nPublished:\n\n4 May 2021\n\n{comments}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_an_appointment_has_its_place_below_it():
    text = f"Bridge to be repaired\n\n{BODY}\n\n4 May 2021 | A. Writer\n\nWalks\n\n9 June 2021\n\nPlace: the bridge"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_labels_are_known_in_many_languages():
    assert label_of("veröffentlicht am") == "published"
    assert label_of("last updated on") == "updated"
    assert label_of("mis à jour le") == "updated"
    assert label_of("son güncelleme") == "updated"
    assert label_of("member since") == "other"
    assert label_of("the council of the town") is None


def test_the_day_of_a_book_is_not_the_review_s():
    book = "ISBN: 9780000000000\nPages: 312\nPublished: 17 April 2021"
    assert likeliest(f"4 May 2021\n\nThe ferry, a novel\n\n{book}\n\n{BODY}")[0] == date(2021, 5, 4)


def test_how_long_a_film_is_to_be_seen_does_not_date_it():
    text = f"Bridge to be repaired\n\n4 May 2021\n\nAvailable until: 4 May 2022\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)
    assert label_of("verfügbar bis") == "other"
