"""Date expressions of languages other than English: read in the language of the text, and in no other."""

import time
from datetime import date

import pytest

from flows.api import find_dates
from flows.clean import clean
from flows.dates import resolve
from flows.dates.timex import recognise, tag
from flows.records import Claim, Interval
from tests.articles import document

DCT = Interval(date(2019, 5, 8), date(2019, 5, 8))  # a Wednesday


def values(text: str, language: str | None) -> list[str]:
    return [t.value for t in tag(text, DCT, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Der Rat hat am 21. Februar 2018 getagt."),
        ("fr", "Le pont a été fermé le 21 février 2018."),
        ("es", "El túnel se abrió el 21 de febrero de 2018."),
        ("pt", "A ponte caiu em 21 de fevereiro de 2018."),
        ("it", "Il ponte fu chiuso il 21 febbraio 2018."),
        ("nl", "De brug ging dicht op 21 februari 2018."),
        ("pl", "Most zamknięto 21 lutego 2018 roku."),
        ("ru", "Мост закрыли 21 февраля 2018 года."),
        ("uk", "Міст закрили 21 лютого 2018 року."),
        ("tr", "Köprü 21 Şubat 2018 tarihinde kapandı."),
        ("ar", "أغلق الجسر في 21 فبراير 2018."),
        ("zh", "大桥于2018年2月21日关闭。"),
        ("ja", "橋は2018年2月21日に閉鎖された。"),
        ("ko", "다리는 2018년 2월 21일 폐쇄되었다."),
        ("id", "Jembatan itu ditutup pada 21 Februari 2018."),
        ("sv", "Bron stängdes den 21 februari 2018."),
    ],
)
def test_a_full_date_is_one_day(language: str, text: str):
    assert values(text, language) == ["2018-02-21"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Gestern fiel Schnee, vor drei Tagen Regen."),
        ("fr", "Hier, il a neigé; il y a trois jours, il a plu."),
        ("es", "Ayer nevó y hace tres días llovió."),
        ("pt", "Ontem nevou; há três dias choveu."),
        ("it", "Ieri ha nevicato, tre giorni fa ha piovuto."),
        ("nl", "Gisteren viel sneeuw, drie dagen geleden regen."),
        ("pl", "Wczoraj spadł śnieg, a trzy dni temu deszcz."),
        ("ru", "Вчера шёл снег, три дня назад дождь."),
        ("uk", "Вчора йшов сніг, три дні тому дощ."),
        ("tr", "Dün kar yağdı, üç gün önce yağmur."),
        ("ar", "أمس هطل الثلج، و قبل ثلاثة أيام المطر."),
        ("zh", "昨天下雪，三天前下雨。"),
        ("ja", "昨日は雪、三日前は雨だった。"),
        ("ko", "어제는 눈이, 3일 전에는 비가 왔다."),
        ("id", "Kemarin turun salju, tiga hari lalu hujan."),
        ("sv", "I går föll snö, för tre dagar sedan regn."),
    ],
)
def test_what_counts_from_the_day_of_writing_is_counted(language: str, text: str):
    assert values(text, language) == ["2019-05-07", "2019-05-05"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Letzte Woche war Messe.", "2019-W18"), ("fr", "L'an dernier, tout allait bien.", "2018"),
        ("es", "El mes pasado hubo huelga.", "2019-04"), ("it", "Due anni fa era diverso.", "2017"),
        ("pl", "Rok temu było inaczej.", "2018"), ("ru", "Год назад всё было иначе.", "2018"),
        ("zh", "两周前开始。", "2019-W17"), ("ar", "العام الماضي كان صعبا.", "2018"),
        ("de", "Im vergangenen Jahr war es kalt.", "2018"), ("nl", "Een jaar geleden was alles anders.", "2018"),
    ],
)  # fmt: skip
def test_weeks_months_and_years_are_as_coarse_as_their_words(language: str, text: str, value: str):
    assert values(text, language) == [value]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("de", "Am Montag trat er zurück.", "2019-05-06"), ("de", "Er kommt am kommenden Freitag.", "2019-05-10"),
        ("fr", "Il est parti lundi.", "2019-05-06"), ("ru", "В понедельник он ушёл.", "2019-05-06"),
        ("pt", "Ele saiu na segunda-feira.", "2019-05-06"), ("ar", "استقال يوم الاثنين من منصبه.", "2019-05-06"),
        ("it", "Lunedì 21 febbraio 2018 nevicava.", "2018-02-21"), ("zh", "他在周一辞职。", "2019-05-06"),
        ("tr", "Pazar günü istifa etti.", "2019-05-05"),
        ("es", "El 3 de mayo llegó tarde.", "2019-05-03"), ("pl", "Wrócił 3 maja do domu.", "2019-05-03"),
        ("ja", "5月3日に帰国した。", "2019-05-03"), ("fr", "Reçu le 03/05/2019 à Lyon.", "2019-05-03"),
    ],
)  # fmt: skip
def test_weekdays_and_days_without_a_year_lie_near_the_day_of_writing(language: str, text: str, value: str):
    assert values(text, language) == [value]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il est venu par mer, et le sol est sec."), ("es", "El mar y el sol; el sat no es nada."),
        ("de", "Der Sender Sat und das Wort Sun stehen vor Gericht an der Mai-Straße."),
        ("pt", "Foi a segunda vez, e a quarta parte caiu."), ("ru", "Окружающую среду берегут, час назад и всегда."),
        ("it", "Fa freddo, e in un mar di guai."), ("tr", "Pazar yerinde mar ve sat."), ("nl", "Er is er dec of nov."),
        ("zh", "目前周边国家2016年前的天气"), ("es", "May y Jan son nombres; march es inglés."),
        ("de", "vor zwei Stunden"),
    ],
)  # fmt: skip
def test_words_that_name_a_day_in_another_language_alone_are_none(language: str, text: str):
    assert [v for v in values(text, language) if v != "2016"] == []


def test_an_english_text_is_read_in_english_whatever_its_page_says():
    text = "The bridge and the tunnel were closed on Friday, and the road last September."
    assert values(text, "de") == values(text, "en") == ["2019-05-03", "2018-09"]


def test_where_no_language_is_given_english_is_tried_first():
    assert [t.value for t in find_dates("They met last September.", written="2019-05-08")] == ["2018-09"]
    german = "Der Minister hat gestern angekündigt, dass die Brücke wieder geöffnet wird."
    assert [t.value for t in find_dates(german, written="2019-05-08")] == ["2019-05-07"]
    assert [t.value for t in find_dates("vorgestern", written="2019-05-08", language="de")] == ["2019-05-06"]


def test_an_article_is_read_in_its_own_language():
    text = "Das Parlament hat gestern nach langer Debatte beschlossen, die Gebühren für Straßen zu senken. " * 2
    [dated] = resolve(clean([document(text, claims=[Claim("caller", "", date(2019, 5, 8))])]), trust_claims=True)
    assert {t.value for t in dated.timexes} == {"2019-05-07"}


def test_time_grows_with_the_length_of_the_text_and_no_faster():
    text = "Gestern war am 3. Oktober, vor drei Tagen und am Montag, dem 5.6.2017, vor Gericht 12 und im Mai. "
    recognise(text, "de")

    def seconds(times: int) -> float:
        begun = time.process_time()
        recognise(text * times, "de")
        return time.process_time() - begun

    assert seconds(400) < 25 * seconds(40) + 0.5


def test_a_message_whose_language_is_a_guess_is_read_as_english_where_its_words_date_nothing() -> None:
    told = tag("BIG SALE AT HARBOUR LANE THIS FRIDAY", Interval(date(2014, 10, 14), date(2014, 10, 14)), "xh")
    assert [t.value for t in told] == ["2014-10-17"]
