"""What the commands fit is what the project reads in our own articles."""

from datetime import date
from pathlib import Path

import pytest

from flows.corpus import links
from flows.events import once
from flows.events.who.pointed import Choice, PointingLimits
from flows.records import Interval
from flows.training import corpus, own, present, sameness, side_limits
from seeds import rows

TRAINING = Path(__file__).resolve().parents[2] / "seeds" / "training"


@pytest.fixture(scope="module")
def story() -> list[own.ReadArticle]:
    """Two reports of one story."""
    return list(own.read_own(corpus.annotated_articles([TRAINING / "articles-5.jsonl"])[:2]))


def test_an_event_is_set_beside_the_annotations_that_it_answers(story: list[own.ReadArticle]) -> None:
    answered = {
        next(e["label"] for e in article.record["events"] if e["id"] == one)
        for article in story
        for teller, ids in zip(article.tellers, article.answers, strict=True)
        for one in ids
        if teller.event.event_type
    }
    assert len(answered) > 5


def test_pairs_within_an_article_have_the_features_that_weights_are_shipped_for(story: list[own.ReadArticle]) -> None:
    pairs = list(sameness.retellings(story))
    shipped = {row["feature"] for row in rows("retelling.csv")}
    assert pairs
    assert {pair.is_one for pair in pairs} == {True, False}
    assert all({*pair.features, "always"} == shipped for pair in pairs)


def test_pairs_across_articles_are_of_two_articles_and_one_class(story: list[own.ReadArticle]) -> None:
    pairs = list(sameness.across(story))
    assert any(pair.is_one for pair in pairs)
    assert all({*pair.features, "always"} == {row["feature"] for row in rows("same_event.csv")} for pair in pairs)
    assert all(0 <= value <= 1 for pair in pairs for value in pair.features.values())


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    written = tmp_path / "weights.csv"
    sameness.write(written, {"always": -1.0, "a, with comma": 0.25}, "# What.\n")
    assert written.read_text() == '# What.\nfeature,weight\nalways,-1.00\n"a, with comma",0.25\n'


def test_limits_are_fitted_where_others_do_better_by_more_than_chance() -> None:
    def judged(nowhere: float, *, nobody: bool) -> side_limits.JudgedSide:
        return side_limits.JudgedSide(
            "source", Choice(0.0, None, 0.0, nowhere), {"rules": not nobody, "nobody": nobody}
        )

    before = PointingLimits(likely=0.15, pointed=0.45, alone=0.45, nowhere=0.95)
    clear = [judged(0.3, nobody=False), judged(0.65, nobody=True)] * 20
    assert side_limits.share_right(clear, before) == 0.5
    assert side_limits.share_right(clear, side_limits.fitted_limits(clear, before)) == 1.0
    by_chance = [judged(0.3, nobody=False)] * 39 + [judged(0.65, nobody=True)]
    assert side_limits.fitted_limits([*by_chance, judged(0.65, nobody=False)], before) == before


def test_the_likelihoods_use_these_weights() -> None:
    assert links.LIKELY < 1
    assert once.LIKELY < 1


def test_the_day_of_writing_gives_way_where_more_acts_began_before_than_chance() -> None:
    begun, that_day = present.PresentAct(0.3, False, True), present.PresentAct(0.02, True, False)
    assert present.fitted_limit([begun] * 20 + [that_day] * 20, before=1.1) == 0.05
    assert present.fitted_limit([that_day] * 20, before=0.4) == 0.4


def test_acts_of_the_present_are_taken_from_annotated_articles() -> None:
    records = corpus.annotated_articles([TRAINING / "articles-6.jsonl"])[:12]
    acts = list(present.present_acts(records, "small"))
    assert acts
    assert all(0 <= act.around <= 1 for act in acts)


@pytest.mark.parametrize(
    ("found", "vague", "right"),
    [
        (Interval(date(2020, 3, 2), date(2020, 3, 30)), False, True),
        (Interval(date(2020, 3, 1), date(2020, 3, 1)), False, False),
        (Interval(None, date(2020, 3, 1)), True, True),
    ],
)
def test_a_date_is_right_within_a_day_or_a_seventh_of_the_annotated_width(
    found: Interval, vague: bool, right: bool
) -> None:
    assert own.is_dated_right({"from": "2020-03-01", "to": "2020-03-31", "vague": vague}, found) is right
