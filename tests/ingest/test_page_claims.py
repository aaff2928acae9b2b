"""A page's markup claims its dates: each claim apart, published apart from updated, as the writer wrote it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.ingest.page_claims import page_claims
from flows.records import Interval


def said(html: str, url: str | None = None) -> set[tuple[str, str, date | None]]:
    return {(c.source, c.role, c.day) for c in page_claims(html, url)}


def test_json_ld_tells_published_from_updated():
    found = said(
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2021-03-04T23:10:00-05:00",'
        ' "dateModified": "2021-03-09"}</script>'
    )
    assert ("json-ld", "published", date(2021, 3, 4)) in found
    assert ("json-ld", "updated", date(2021, 3, 9)) in found


def test_published_is_told_from_updated_inside_one_element_and_beside_it():
    for words in ("Aktualisiert am 3. Mai 2020", "Updated 3 May 2020", "Mis à jour le 3 mai 2020"):
        assert {f[1] for f in said(f'<p class="date">{words}</p>')} == {"updated"}
    both = said('<div class="date">Updated 3 May 2020 | Published 1 May 2020</div>')
    assert {(role, day.day) for _, role, day in both if day} >= {("published", 1), ("updated", 3)}
    beside = said('Updated <time datetime="2020-05-03"></time> Published <time datetime="2020-05-01"></time>')
    assert {(role, day.day) for _, role, day in beside if day} == {("published", 1), ("updated", 3)}


@pytest.mark.parametrize(
    "line",
    [
        "<p class=x>Updated: June 7, 2021 | Published: May 4, 2020</p>",
        "<p class=x>UPDATED: JUNE 07, 2021 08:30 GMT</p><p class=x>PUBLISHED: MAY 04, 2020 16:09 GMT</p>",
        "<p class=x>Last modified on Sun 7 Jun 2021 11.45 BST<br>First published on Mon 4 May 2020 08.00 BST</p>",
        "<p class=x>4 May 2020 09:15 | Updated 7 June 2021 10:00</p>",
        '<time datetime="2021-06-07T10:00:00+01:00">First published 4 May 2020, updated 7 June 2021</time>',
        '<time itemprop="dateModified" datetime="2021-06-07T23:40:00Z">4 May 2020 | Updated 8 June 2021</time>',
    ],
)
def test_a_line_below_the_headline_that_labels_its_dates_is_taken_at_its_word(line: str):
    found = said(f"<h1>Flood</h1>{line}<p>{'The river rose. ' * 20}</p>")
    assert {day for _, role, day in found if role == "published"} == {date(2020, 5, 4)}
    assert {day.month for _, role, day in found if role != "published" and day} == {6}
    assert {role for _, role, _ in found} == {"published", "updated"}


def test_json_ld_of_the_page_goes_before_that_of_what_it_lists():
    other = '{"@type": "NewsArticle", "headline": "Frost", "datePublished": "2011-01-02"}'
    own = '{"@type": "NewsArticle", "headline": "Flood", "datePublished": "2020-05-01"}'
    ld = f'<title>Flood | Quay</title><script type="application/ld+json">{{"a": [{other}, {own}]}}</script>'
    assert {day.year for source, _, day in said(ld) if source == "json-ld" and day} == {2020}
    page = '<script type="application/ld+json">{"@type": "WebPage", "datePublished": "2012-01-01"}</script>'
    assert {source for source, _, _ in said(page) if source.startswith("json-ld")} == {"json-ld webpage"}


def test_json_ld_dates_in_figures_and_escapes():
    for value in ("1588291200000", r'"\/Date(1588291200000)\/"', r'"2020-05-01T09:00:00\u002B01:00"'):
        ld = f'<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": {value}}}</script>'
        assert ("json-ld", "published", date(2020, 5, 1)) in said(ld)


def test_the_words_of_a_time_element_are_the_readers_day():
    found = said('<time datetime="2020-05-02T03:30:00Z">May 1, 2020, 11:30 p.m. ET</time>')
    assert ("printed date 1", "unknown", date(2020, 5, 1)) in found


def test_the_date_of_a_comment_is_not_the_articles():
    found = said('<script type="application/ld+json">{"@type": "Comment", "datePublished": "2022-01-01"}</script>')
    assert not {f for f in found if f[0].startswith("json-ld")}


def test_meta_elements_in_any_order_of_attributes():
    found = said(
        "<meta content='2020-02-03T10:00' property='article:published_time'><meta name=lastmod content=2020-02-05>"
    )
    assert ("meta article:published_time", "published", date(2020, 2, 3)) in found
    assert ("meta lastmod", "updated", date(2020, 2, 5)) in found


def test_time_elements_and_printed_dates():
    found = said('<time itemprop="datePublished" datetime="2019-05-06">6 May</time><p class="news-date">07.05.2019</p>')
    assert ("time element", "published", date(2019, 5, 6)) in found
    assert ("printed date 1", "unknown", date(2019, 5, 7)) in found


def test_a_day_in_the_address():
    assert ("address", "unknown", date(2016, 6, 7)) in said("<p>", "https://news.example/2016/06/07/story")


@pytest.mark.parametrize("path", ["/2016/06/flood-in-bremen/", "/local/2016/6/88120/flood", "/2016/june/flood.html"])
def test_a_month_in_the_address_is_a_claim_of_its_days(path: str):
    (made,) = page_claims("<p>", f"https://news.example{path}")
    assert (made.source, made.day, made.span) == ("address", None, Interval(date(2016, 6, 1), date(2016, 6, 30)))


@pytest.mark.parametrize("path", ["/2016/06/", "/2016/06/99/", "/2016/88/flood", "/issues/201606/flood"])
def test_an_archive_or_a_number_in_the_address_is_no_month(path: str):
    assert page_claims("<p>", f"https://news.example{path}") == ()
    assert not said("<p>", "https://news.example/2019/43/story")
    assert not said("<p>", "https://news.example/a-1.4207731-1641822960")


def test_a_date_is_read_off_the_line_that_it_opens():
    found = said('<div class="story-date">March 4, 2018 / 3:10 PM / Updated 2 days ago</div>')
    assert ("printed date 1", "unknown", date(2018, 3, 4)) in found


def test_a_weekday_and_date_above_the_headline_are_the_day_of_the_visit():
    found = said(
        '<p class="date">Thursday, 5 May 2022</p><h1>To be repaired</h1><p class="date">Wednesday, 4 May 2022</p>'
    )
    assert ("day on top", "unknown", date(2022, 5, 5)) in found
    assert ("printed date 1", "unknown", date(2022, 5, 4)) in found


def test_a_year_alone_is_no_first_of_january():
    page = "<html><head><title>Page not found</title></head><body><h1>Not found</h1><p>{}</p></body></html>"
    assert page_claims(page.format("© 2022 Example Media"), None) == ()
    assert page_claims(page.format("1 January 2022"), None)[0].day == date(2022, 1, 1)


def test_a_page_without_dates_claims_none():
    assert page_claims("<html><body><h1>Nothing</h1><p>Nothing here.</p></body></html>", None) == ()


@given(st.text(max_size=300), st.none() | st.text(max_size=60))
def test_no_page_makes_it_fail(html, url):
    claims = page_claims("<meta name=date content='" + html + "<time ", url)
    assert all(c.source and c.role in ("published", "updated", "unknown") for c in claims)


@pytest.mark.parametrize(
    "line",
    [
        "Publié le 4 mai 2020 à 9h15, mis à jour le 7 juin 2021 à 10h",
        "Veröffentlicht am 4. Mai 2020, zuletzt aktualisiert am 7. Juni 2021 um 10:30 Uhr",
        "Actualizado el 7 de junio de 2021 · Publicado el 4 de mayo de 2020",
        "Опубликовано 4 мая 2020, обновлено 7 июня 2021",
        "4 May 2020 (updated 7 June 2021)",
        "公開日 2020年5月4日 更新日 2021年6月7日",
    ],
)
def test_of_two_dates_in_one_element_each_has_its_own_label(line: str):
    found = said(f'<div class="date-line"><span>{line}</span></div>')
    assert {(role, day) for _, role, day in found if day} == {
        ("published", date(2020, 5, 4)),
        ("updated", date(2021, 6, 7)),
    }


@pytest.mark.parametrize("label", ["Mis à jour le", "<b>Updated:</b>", "Bijgewerkt <i>op</i>", "更新日："])
def test_a_label_before_an_element_counts_across_inline_markup(label: str):
    assert {f[1] for f in said(f'<p>{label} <time datetime="2021-06-07"></time></p>')} == {"updated"}


def test_a_date_line_below_the_headline_needs_no_mark():
    page = "<h1>Powódź</h1><p class=x>Anna Lis</p><p class=y>9 listopada 2019, 14:05</p><p>Rzeka wylała.</p>"
    assert ("printed date 1", "unknown", date(2019, 11, 9)) in said(f'<html lang="pl">{page}')
    story = "<h1>Flood</h1><p>" + "The river rose. " * 20 + "</p><p>9 October 2019</p>"
    assert "printed date 1" not in {source for source, _, _ in said(story)}


def test_other_dates_of_a_page_settle_the_order_of_day_and_month():
    own = '<h1>Flood</h1><div class="date">05/04/2020</div>'
    assert date(2020, 5, 4) in {day for _, _, day in said(f"{own}<li>04/28/2020</li>")}
    assert date(2020, 4, 5) in {day for _, _, day in said(f"{own}<li>28/04/2020</li>")}
    (undecided,) = page_claims(own, None)
    assert (undecided.day, undecided.span) == (None, Interval(date(2020, 4, 5), date(2020, 5, 4)))


def test_the_class_updated_alone_is_the_day_of_an_entry():
    entry = '<span class="entry-date updated">4 May 2020</span>'
    assert said(entry) == {("printed date 1", "unknown", date(2020, 5, 4))}
    both = f'{entry}<span class="published">1 May 2020</span>'
    assert {(role, day.day) for _, role, day in said(both) if day} == {("published", 1), ("updated", 4)}


def test_beside_a_stamp_of_greenwich_the_printed_day_is_the_readers():
    stamp = '<meta property="article:published_time" content="2020-05-05T01:30:00Z">'
    byline = "<h1>Flood</h1><p class=by>By Anna Lis | Monday, May 4, 2020 8:30 PM EST</p>"
    assert ("printed date 1", "unknown", date(2020, 5, 4)) in said(f"{stamp}{byline}")
    other = byline.replace("May 4", "April 4")
    assert {day for _, _, day in said(f"{stamp}{other}")} == {date(2020, 5, 5)}
