"""Names that tell which story an article is of, and the words that stand around a mention."""

from flows.corpus.vocabulary import folded, vocabulary_of, words_around

HARBOUR = """Police in Tarvik seized the trawler Halvorsen on Monday.

The minister of France, Odile Brancourt, said the crew would be tried in Tarvik. Brancourt leaves for Paris in March."""


def test_a_name_within_a_sentence_tells_the_story() -> None:
    assert vocabulary_of(HARBOUR).names == {"tarvik", "halvorsen", "odile", "brancourt"}


def test_countries_capitals_days_and_offices_tell_none() -> None:
    assert vocabulary_of("He met President Okello in Paris, France, on Monday, as the Ministry had said.").names == {
        "okello"
    }


def test_what_begins_a_sentence_is_a_name_where_the_other_article_has_it_within_one() -> None:
    brief = vocabulary_of("Brancourt spoke. Nothing else happened.")
    assert brief.names == frozenset()
    assert brief.names_shared(vocabulary_of(HARBOUR)) == 1
    assert brief.names_shared(brief) == 0


def test_words_around_are_those_of_the_sentence_without_grammar() -> None:
    start = HARBOUR.index("seized")
    assert words_around(HARBOUR, start, start + 6) == {"police", "tarvik", "seized", "trawler", "halvorsen", "monday"}


def test_a_word_that_an_article_has_thrice_is_not_seldom() -> None:
    vocabulary = vocabulary_of("The ferry sank. The ferry was old. The ferry had a captain.")
    assert "ferry" not in vocabulary.seldom
    assert "captain" in vocabulary.seldom


def test_names_are_compared_without_accents_and_possessors() -> None:
    assert folded("Müller's") == folded("MULLER") == "muller"
    assert folded("Москва") == "москва"
