"""That the press reports, an expert argues or the author wrote is on no record; what they tell of may be."""

import pytest

from flows.events.coding import Coder
from flows.events.parse import sentences
from flows.events.parse.sentences import Passage
from flows.events.who.comment import is_comment


def comments(sentence: str, word: str) -> bool:
    passage = Passage(sentences.load_pipeline()(sentence), 0, "body")
    return is_comment(next(t for t in passage.doc if t.text == word), Coder([passage]).frames(passage))


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The Lusaka Times reported on Monday that the ministers of Zambia and Malawi met in Chipata.", "reported"),
        ("KCNA announced that a delegation visited Laos.", "announced"),
        ("The analyst argued in an essay that Laos needed a new port.", "argued"),
        ("As trade expert Ruth Palmer stressed, the two states have few friends left.", "stressed"),
        ("I wrote two years ago that the harbour would never pay for itself.", "wrote"),
    ],
)
def test_who_passes_on_or_comments_does_nothing_on_record(sentence: str, word: str) -> None:
    assert comments(sentence, word)


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("The Lusaka Times reported that officials had stolen the relief money.", "reported"),
        ("The minister argued that Malawi had broken the treaty.", "argued"),
        ("United Nations experts said in a report that Chad had armed the rebels.", "said"),
        ('"I wrote to the minister that the bridge was rotten," the engineer told the court.', "wrote"),
        ("The analyst was arrested in Lusaka.", "arrested"),
    ],
)
def test_who_accuses_or_acts_does(sentence: str, word: str) -> None:
    assert not comments(sentence, word)
