"""Who did it to whom, with country and sector. The sentences are ours."""

import pytest

from flows.events import parse
from flows.events.coding import Coder
from flows.events.parse import Passage


def sides(sentence: str, word: str) -> tuple[list[str], list[str]]:
    """The names of source and target of the event at ``word``."""
    passage = Passage(parse.load()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    who = Coder([passage]).code(token, passage, "happened").participants
    for p in who:
        assert sentence[p.start : p.end] == p.text
    return [p.name for p in who if p.role == "source"], [p.name for p in who if p.role == "target"]


@pytest.mark.parametrize(
    ("sentence", "word", "source", "target"),
    [
        ("Kenya praised Uganda.", "praised", ["Kenya"], ["Uganda"]),
        ("Uganda was praised by Kenya.", "praised", ["Kenya"], ["Uganda"]),
        ("Kenya and Ghana condemned Uganda.", "condemned", ["Kenya", "Ghana"], ["Uganda"]),
        ("Kenya, which praised Uganda, is far away.", "praised", ["Kenya"], ["Uganda"]),
        ("Kenya agreed to help Uganda.", "agreed", ["Kenya"], ["Uganda"]),
        ("Kenya imposed sanctions on Uganda.", "imposed", ["Kenya"], ["Uganda"]),
        ("Peru and Chile signed a treaty.", "signed", ["Peru", "Chile"], ["Peru", "Chile"]),
    ],
)
def test_source_and_target(sentence, word, source, target):
    assert sides(sentence, word) == (source, target)


@pytest.mark.parametrize(
    ("sentence", "word", "countries"),
    [
        ("South Korean officials met the Danish ambassador.", "met", {"KOR", "DNK"}),
        ("Moscow warned Paris.", "warned", {"RUS", "FRA"}),
        ("Taliban fighters attacked a Nigerien base.", "attacked", {"AFG", "NER"}),
    ],
)
def test_country_by_demonym_capital_and_group(sentence, word, countries):
    passage = Passage(parse.load()(sentence), 0, "body")
    token = next(t for t in passage.doc if t.text == word)
    assert {p.country for p in Coder([passage]).code(token, passage, "happened").participants} == countries
