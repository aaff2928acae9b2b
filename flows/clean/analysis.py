"""The text as a parser should read it: the same length as the text, so that every offset holds.

One character stands for one. Typographic quotes become straight ones (the language model takes ’s into names), blanks
of every kind become a space, and a line break that only wraps a paragraph becomes a space too. A break between blocks
stays a line break: a title, a byline or a caption never runs into the sentence after it.
"""

from __future__ import annotations

import re

from flows.clean.blocks import blocks_of
from flows.records import Article

_PLAIN = str.maketrans(
    dict.fromkeys("‘’‚‛ʼ′`´", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys((*map(chr, range(0x2000, 0x200B)), *"\u00a0\u1680\u202f\u205f\u3000\t"), " ")
    | dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n")
    | dict.fromkeys("\u200b\ufeff\u00ad", " ")
)  # fmt: skip
_BLANKS = re.compile(r"\s*")
_SPAN = re.compile(r"[^\n]*[^\n\s][^\n]*")


def plain(text: str) -> str:
    """``text`` with plain quotes, hyphens, blanks and line ends, one character for one."""
    return text.translate(_PLAIN)


def analysis_text(article: Article) -> str:
    """What a parser should read of ``article``; as long as its text, equal to it but for quotes, blanks and wraps."""
    text = plain(article.text)
    pieces: list[str] = []
    done = 0
    for block in blocks_of(article.text):
        for wrap in block.wraps:
            after = _BLANKS.match(text, wrap, block.end)
            assert after is not None
            pieces += (text[done:wrap], " " * (after.end() - wrap))
            done = after.end()
    return "".join((*pieces, text[done:]))


def body_spans(article: Article, text: str | None = None) -> list[tuple[int, int]]:
    """The paragraphs of the body as ``[start, end)``, without outer blanks: no sentence reaches beyond one.

    ``text`` is ``analysis_text(article)``, for those who have it already.
    """
    text = analysis_text(article) if text is None else text
    spans: list[tuple[int, int]] = []
    for region in article.regions:
        if region.kind == "body":
            for found in _SPAN.finditer(text, region.start, region.end):
                start, end = found.span()
                stretch = found.group()
                spans.append((start + len(stretch) - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())))
    return spans
