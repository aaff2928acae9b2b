"""The codebook's subclasses in sentences of our own: how many get the root that its definition gives them."""

from pathlib import Path

from flows.events import extract
from flows.records import Models
from tests.events.reading import dated

SENTENCES = Path(__file__).with_name("plover_sentences.txt")
LEAST = 0.91  # of all of them, and of a root's; some say two things, and the parser misreads others
LEAST_OF_A_ROOT = 0.7


def test_sentences_get_the_root_that_the_codebook_gives_them():
    rows = [line.split("|", 1) for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line[0] != "#"]
    found = extract([dated(sentence) for _, sentence in rows], models=Models(reader="off"))
    codes = [next((e.plover for e in x.events if e.plover), "-") for x in found]
    right: dict[str, list[bool]] = {}
    for (root, _), code in zip(rows, codes, strict=True):
        right.setdefault(root, []).append(code == root)
    shares = {root: sum(hits) / len(hits) for root, hits in right.items()}
    assert sum(map(sum, right.values())) / len(rows) >= LEAST
    assert min(shares.values()) >= LEAST_OF_A_ROOT, shares
