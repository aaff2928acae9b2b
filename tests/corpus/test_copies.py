"""Which documents tell one story, whoever took them in first."""

import random
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flows.corpus.copies import Copy, containment, leading_documents, signature

PROSE = (
    "the minister of trade arrived on monday with two aides and a list of demands that nobody in the capital had seen "
    "before while fishermen along the northern coast waited for news about quotas fuel prices and the repair of three "
    "harbours which a storm had broken in the last week of winter"
)


def story(seed: int, words: int = 300) -> str:
    """Prose of its own: the same seed tells the same story."""
    return " ".join(random.Random(seed).choices(PROSE.split(), k=words))


MENU, LEGAL = story(101, 120), story(102, 120)


def marks(**texts: str) -> dict[str, str]:
    return {k: v[0] for k, v in leading_documents([Copy(k, signature(t)) for k, t in texts.items()]).items()}


def test_a_repost_amid_clutter_is_a_copy():
    assert marks(a=story(1), b=f"{story(8, 80)}\n\n{story(1)}\n\n{story(9, 200)}") == {"a": "b"}


def test_wrapping_case_and_punctuation_make_no_difference():
    wrapped = "\n".join(story(1).upper().split(" "))
    assert containment(signature(story(1)), signature(wrapped)) == 1.0


def test_the_first_part_of_a_story_is_a_copy_of_it():
    assert marks(a=story(1), b=" ".join(story(1).split()[:100])) == {"b": "a"}


def test_a_light_rewrite_is_a_copy():
    rng = random.Random(3)
    rewritten = " ".join("changed" if rng.random() < 0.08 else w for w in story(1).split())
    assert marks(a=story(1), b=rewritten) == {"b": "a"}


def test_two_stories_in_the_frame_of_one_site_are_not_copies():
    a, b = (f"{MENU}\n{story(seed, 150)}\n{LEGAL}" for seed in (1, 2))
    assert containment(signature(a), signature(b)) > 0.45
    assert marks(a=a, b=b) == {}


def test_a_page_that_is_only_frame_does_not_make_one_story_of_a_site():
    pages = {f"p{seed}": f"{MENU}\n{story(seed, 150)}\n{LEGAL}" for seed in range(1, 6)}
    assert len(marks(frame=f"{MENU}\n{LEGAL}", **pages)) == 1


def test_text_without_spaces_between_words_is_compared_by_its_signs():
    rng = random.Random(5)
    text = "".join(chr(0x4E00 + rng.randrange(2000)) for _ in range(400))
    wrapped = "\n".join(text[i : i + 38] for i in range(0, 400, 38))
    assert marks(a=text, b=f"{wrapped}\n{story(4, 20)}") == {"a": "b"}


def test_the_best_dated_copy_leads_then_the_earliest():
    copies = [
        Copy("undated", signature(story(1))),
        Copy("early", signature(story(1)), date(2019, 3, 1), is_exact=False),
        Copy("later", signature(story(1)), date(2020, 5, 2), is_exact=True),
        Copy("latest", signature(story(1)), date(2020, 5, 9), is_exact=True),
    ]
    assert {k: v[0] for k, v in leading_documents(copies).items()} == dict.fromkeys(
        ["undated", "early", "latest"], "later"
    )


def test_empty_and_very_short_texts_are_answered():
    assert marks(a="", b="", c="One word", d="one word!", e="。。") == {"d": "c"}


@given(st.permutations(range(12)))
def test_the_order_in_which_documents_come_makes_no_difference(order: list[int]):
    texts = [story(n // 2) if n % 3 else f"{story(n // 2)} {story(50 + n, 90)}" for n in range(12)]
    copies = [Copy(f"d{n:02}", signature(t)) for n, t in enumerate(texts)]
    assert leading_documents([copies[n] for n in order]) == leading_documents(copies)
