"""Marks may nest, touch and cross; the text comes out whole, in order, and every mark can be reached."""

from hypothesis import given
from hypothesis import strategies as st

from expectations.reports.marking import SHOWN, Mark, blocks

SPAN = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


def shown(found):
    return "".join(piece.text for block in found for piece in block.pieces)


@given(
    st.text(alphabet="abc de\n", max_size=60),
    st.lists(SPAN, max_size=12),
    st.lists(SPAN, max_size=5),
)
def test_the_text_comes_out_whole_whatever_is_marked_in_it(text, spans, regions):
    marks = [Mark(start, end, "event", f"e{n}") for n, (start, end) in enumerate(spans)]
    found = blocks(text, [("body", *region) for region in regions], marks)
    # Blank stretches between regions are not shown; everything else is, in order.
    assert "".join(shown(found).split()) == "".join(text.split())


@given(st.lists(SPAN, max_size=20))
def test_every_mark_inside_the_text_begins_in_exactly_one_piece(spans):
    marks = [Mark(start, end, "event", f"e{n}") for n, (start, end) in enumerate(spans)]
    found = blocks("x" * 60, [("body", 0, 60)], marks)
    begun = [key for block in found for piece in block.pieces for key in piece.first]
    assert sorted(begun) == sorted(m.key for m in marks if m.start < m.end)


def test_crossing_marks_share_the_piece_where_they_cross():
    pieces = blocks("abcdef", [("body", 0, 6)], [Mark(0, 4, "timex", "t1"), Mark(2, 6, "event", "e1")])[0].pieces
    assert [(p.text, p.keys) for p in pieces] == [("ab", ("t1",)), ("cd", ("t1", "e1")), ("ef", ("e1",))]


def test_a_long_text_shows_its_beginning_and_what_surrounds_its_marks_and_says_how_much_it_leaves_out():
    text = "x" * 1_000_000
    found = blocks(text, [("body", 0, len(text))], [Mark(700_000, 700_004, "timex", "t1")])
    left_out = sum(piece.left_out for block in found for piece in block.pieces)
    assert len(shown(found)) + left_out == len(text)
    assert len(shown(found)) <= SHOWN
    assert any("t1" in piece.keys for block in found for piece in block.pieces)


def test_a_mark_outside_the_text_is_not_drawn():
    assert not any(p.keys for b in blocks("short", [], [Mark(2, 99, "event", "e1")]) for p in b.pieces)
