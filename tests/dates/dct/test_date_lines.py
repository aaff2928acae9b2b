"""Which of a page's dates is its own: by where it stands, what it is called, and what else the page shows."""

from datetime import date

from flows.clean import clean
from flows.dates.dct.date_lines import candidates, label_of, shares_of
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


def test_the_date_on_top_of_a_page_is_the_day_it_was_called_up():
    menu = "\n\n".join(["Home", "News", "Sport", "Culture", "Opinion", "Weather", "Subscribe", "Sign in"] * 6)
    text = f"Friday, 2 July 2021\n\n{menu}\n\nBridge to be repaired\n\n4 May 2021, 10:15\n\n{BODY}"
    assert likeliest(text)[0] == date(2021, 5, 4)


def test_labels_are_known_in_many_languages():
    assert label_of("veröffentlicht am") == "published"
    assert label_of("last updated on") == "updated"
    assert label_of("mis à jour le") == "updated"
    assert label_of("son güncelleme") == "updated"
    assert label_of("member since") == "other label"
    assert label_of("the council said") is None
