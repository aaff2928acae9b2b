"""The text for the parser: same length, plain quotes, wraps gone, and no two blocks run together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.clean import clean
from flows.clean.analysis import analysis_text, body_spans
from flows.records import Article, Document

WRAPPED = """\
Harbour talks end without a deal
By Ines Okafor
March 3, 2019
Delegates from both ports left the town hall late on Sunday, saying that
they would meet again within a week. The mayor called the talks ‘useful’
and said that a second round would begin on Thursday, in the presence of
two observers from the capital.
Fishermen who had waited outside since noon were told that nothing would
change for them before the summer, and that their licences stayed valid.
"""


def article(text: str) -> Article:
    return clean([Document("d", "d.txt", "", "text/plain", text)])[0]


def test_wraps_become_spaces_and_quotes_plain() -> None:
    text = analysis_text(article(WRAPPED))
    assert "saying that they would meet again" in text
    assert "'useful' and said" in text


def test_the_title_never_runs_into_the_first_sentence() -> None:
    said = article(WRAPPED)
    text = analysis_text(said)
    assert "deal\nBy Ines Okafor\nMarch 3, 2019\nDelegates" in text
    assert [text[a:b].split()[0] for a, b in body_spans(said)] == ["Delegates", "Fishermen"]


LINES = st.lists(st.text(alphabet="ab .,’“”\u00a0\u3000\r\t日1-", max_size=90), max_size=12)


@settings(deadline=None)  # the first call loads the models
@given(LINES.map("\n".join))
def test_offsets_hold(text: str) -> None:
    said = article(text)
    read = analysis_text(said)
    assert len(read) == len(text)
    for here, there in zip(text, read, strict=True):
        assert here == there or here.isspace() == there.isspace()
        assert here.isalnum() == there.isalnum()


@settings(deadline=None)  # the first call loads the models
@given(LINES.map("\n".join))
def test_regions_are_ordered_disjoint_and_hold_every_sign(text: str) -> None:
    said = article(text)
    covered: set[int] = set()
    end = 0
    for region in said.regions:
        assert end <= region.start < region.end <= len(text)
        end = region.end
        covered.update(range(region.start, region.end))
    assert all(i in covered for i, sign in enumerate(text) if not sign.isspace())
