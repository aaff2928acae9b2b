"""What is the story and what is not, told on pages written for this test."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.clean.language import language_of
from flows.records import Article, Document

BODY = """\
The harbour at Vellin reopened on Saturday after a week in which no ship had been able to leave, the port authority \
said.

Divers removed the last of three sunken barges on Friday evening. “We worked in shifts around the clock,” said Ana \
Brandt, who led the team, adding that the water had been colder than anyone expected.

Insurers put the damage at nine million crowns. A court in the capital will decide next month who has to pay for it, \
and whether the pilot was allowed to enter the basin at night.

Ferries to the outer islands will run again from Monday, at first with half of their usual crossings, the company told \
reporters."""
STORY = BODY.split("\n\n")
PAGE = "\n\n".join([
    "Home", "News", "Sport", "Subscribe", "Log in",
    "Harbour at Vellin reopens after barges are raised",
    "By Mira Tolland",
    "14 October 2018",
    STORY[0],
    "- Advertisement -",
    STORY[1],
    "Divers stand on a raised barge in the harbour of Vellin, October 12, 2018.",
    STORY[2],
    "We worked in shifts around the clock",
    STORY[3],
    "This article originally appeared on the Coast Courier and is reposted with permission.",
    "Mira Tolland is a reporter for the Inland Post and lives in Osterby.",
    "Related articles",
    "Island schools to close early as storm nears",
    "March 3, 2021",
    "Comments",
    "Great news for all of us out here.",
    "© 2021 Inland Post. All rights reserved.",
])  # fmt: skip


def article(text: str, **known: object) -> Article:
    return clean([Document("d", "d.txt", "", "text/plain", text, **known)])[0]  # type: ignore[arg-type]


def kind_of(said: Article, words: str) -> str:
    at = said.text.index(words)
    return next(r.kind for r in said.regions if r.start <= at < r.end)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Harbour at Vellin reopens", "title"),
        ("By Mira", "byline"),
        ("14 October 2018", "date_line"),
        ("The harbour at Vellin", "body"),
        ("- Advertisement", "ad"),
        ("Divers removed", "body"),
        ("Divers stand", "caption"),
        ("We worked in shifts around the clock\n", "pull_quote"),
        ("Ferries to", "body"),
        ("This article originally", "credit"),
        ("Mira Tolland is", "bio"),
        ("Island schools", "teaser"),
        ("March 3, 2021", "teaser"),
        ("Great news", "comment"),
        ("© 2021", "copyright"),
    ],
)
def test_every_stretch_has_its_kind(words: str, kind: str) -> None:
    assert kind_of(article(PAGE), words) == kind


@settings(deadline=None, max_examples=20)
@given(st.permutations(("", PAGE, BODY, "Home\nNews\nSport", PAGE.replace("\n\n", "\n"), PAGE * 3)))
def test_a_page_is_read_the_same_whatever_comes_with_it(texts: list[str]) -> None:
    together = clean([Document(str(i), "", "", "text/plain", text) for i, text in enumerate(texts)])
    assert [said.regions for said in together] == [article(text).regions for text in texts]


def test_the_language_is_the_bodys_not_the_menus() -> None:
    menu = "\n\n".join(("Accueil du journal", "Politique et société", "Nos abonnements et nos lettres du matin"))
    assert article(f"{menu}\n\n{PAGE}").language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [("Court Extends Remand of Ugandan Lawmaker", "en"), ("Harbour of Vellin says pilots will sue.", "en"),
     ("The envoy of Tarvia landed in Osmund on Friday.", "en"), ("Die Lotsen von Vellin klagen am Freitag.", "de"),
     ("Les pilotes de Vellin portent plainte vendredi.", "fr"), ("El puerto de Vellin abre de nuevo el viernes.", "es"),
     ("Havnen i Vellin åbner igen på fredag morgen.", "da"), ("De haven van Vellin is weer open voor schepen.", "nl")],
)  # fmt: skip
def test_a_few_words_are_not_taken_for_another_language(text: str, language: str) -> None:
    assert language_of(text) == language


def test_the_lines_around_the_body_describe_the_article() -> None:
    said = article(PAGE)
    assert said.title == "Harbour at Vellin reopens after barges are raised"
    assert said.byline == "Mira Tolland"
    assert said.syndicated_from == "Coast Courier"
    assert said.language == "en"


def test_what_the_document_was_given_counts_before_its_lines() -> None:
    said = article(PAGE, title="Vellin harbour open again", byline="M. T.", language="sv")
    assert (said.title, said.byline, said.language) == ("Vellin harbour open again", "M. T.", "sv")


def test_a_clean_body_stays_body() -> None:
    said = article("\n\n".join(STORY))
    assert [r.kind for r in said.regions] == ["body"]


def test_a_dateline_is_split_off_the_head_of_the_body() -> None:
    said = article("VELLIN, Oct. 14 (Coast Agency) — " + "\n\n".join(STORY))
    assert said.regions[0].kind == "dateline"
    assert said.text[said.regions[1].start :].startswith("The harbour")


def test_whole_text_is_one_body() -> None:
    said = article(PAGE, whole_text=True)
    assert [(r.kind, r.start, r.end) for r in said.regions] == [("body", 0, len(PAGE))]


def test_an_author_named_in_the_story_is_no_bio() -> None:
    text = "\n\n".join([*STORY, "Ana Brandt is a diver who has raised eleven ships, and will retire soon."])
    assert kind_of(article(text), "Ana Brandt is") == "body"


@pytest.mark.parametrize("text", ["", " \n\t ", "x", "\x00", "2017", "\n".join("ab" * 3)])
def test_next_to_nothing_is_no_trouble(text: str) -> None:
    said = article(text)
    assert said.text == text
    assert bool(said.regions) == bool(text.strip())


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        ("Source: Coast Courier", "Coast Courier"),
        ("Source: Vellin reopens | The Coast Courier - https://courier.example/2018/10/vellin", "The Coast Courier"),
        ("Source: https://www.courier.example/2018/10/vellin", "courier.example"),
        ("This story was first published by the Coast Courier.", "Coast Courier"),
        ("— Coast Courier", "Coast Courier"),
        ("— Mira Tolland", None),
    ],
)
def test_whose_story_it_was(line: str, origin: str | None) -> None:
    assert article("\n\n".join([*STORY, line])).syndicated_from == origin


def test_a_pulled_quote_may_name_its_speaker_in_full() -> None:
    quote = "Ana Brandt’s team worked in shifts around the clock for a whole week in water that nobody else would enter"
    told = (
        "“Her team worked in shifts around the clock for a whole week in water that nobody else would enter,” he said. "
    )
    text = "\n\n".join([STORY[0], STORY[1], quote, told + STORY[2], STORY[3]])
    assert kind_of(article(text), "Ana Brandt’s") == "pull_quote"


def test_the_copyright_line_names_the_outlet() -> None:
    assert article(PAGE).outlet == "Inland Post"
