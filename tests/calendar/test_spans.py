"""What an expression says it is stands between its offsets, in the text as it came."""

from flows.clean import clean
from flows.dates import resolve
from flows.records import Document


def test_an_expression_across_a_line_break_is_as_it_was_written() -> None:
    text = "The bridge was closed a\ndecade ago,\nand it opened again on 3\nMarch 2019, after years of talks."
    [article] = clean([Document("a" * 64, "a.txt", "", "text/plain", text, whole_text=True)])
    [dated] = resolve([article])
    assert dated.timexes
    assert [t.text for t in dated.timexes] == [text[t.start : t.end] for t in dated.timexes]
    assert any("\n" in t.text for t in dated.timexes)
