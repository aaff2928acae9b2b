"""What people said of two mentions, laid over the links of the rules: who leaves whom, and with whom."""

from __future__ import annotations

from flows.corpus.decided import Bond, PairDecision, with_decisions


def groups(linked: dict[str, str], bonds: str, *said: str) -> list[str]:
    """Events as the letters of their mentions. ``linked``: mention to canonical one; ``bonds``: ``ab`` of one document,
    ``a-b.9`` of two; ``said``: ``a=b``, ``a/b``."""
    found = [
        Bond(one[0], one[2], float(one[3:]), is_retold=False) if "-" in one else Bond(*one, 1.0, is_retold=True)
        for one in bonds.split()
    ]
    decisions = [PairDecision(one[0], one[2], one[1] == "=") for one in said]
    links = with_decisions([(name, of, 0.5) for name, of in linked.items()], found, decisions)
    events: dict[str, str] = {}
    for name, of, _ in sorted(links):
        events[of or name] = events.get(of or name, "") + name
    return sorted(events.values())


def test_who_is_set_apart_in_its_document_leaves_alone_even_as_the_first_that_tells_of_it():
    three = dict.fromkeys("abc", "a")
    assert groups(three, "ab ac", "b/a") == ["ac", "b"]
    assert groups(three, "ab ac", "a/b") == ["a", "bc"]


def test_the_link_with_another_document_stays_with_those_who_stay():
    assert groups(dict.fromkeys("abcx", "a"), "ab ac a-x.9", "a/b") == ["a", "bcx"]


def test_who_is_set_apart_from_another_document_takes_its_document_along():
    assert groups(dict.fromkeys("abxy", "a"), "ab xy a-x.9", "b/y") == ["ab", "xy"]


def test_it_goes_with_whom_it_is_likelier_one():
    four = dict.fromkeys("abxy", "a")
    assert groups(four, "a-b.9 b-x.5 x-y.9", "b/x") == ["ab", "xy"]
    assert groups(four, "a-b.9 b-x.5 x-y.9", "x/b") == ["ab", "xy"]
    assert groups(dict.fromkeys("abx", "a"), "a-b.9 a-x.5", "a/x") == ["ab", "x"]


def test_the_first_of_two_leaves_whom_both_are_linked_with():
    assert groups(dict.fromkeys("abx", "a"), "a-b.9 b-x.9 a-x.9", "x/a") == ["ab", "x"]
    assert groups(dict.fromkeys("abx", "a"), "a-b.9 b-x.9 a-x.9", "a/x") == ["a", "bx"]


def test_whole_events_are_joined_by_a_word_on_two_of_their_mentions():
    linked = dict.fromkeys("ab", "a") | dict.fromkeys("xy", "x")
    assert groups(linked, "a-b.9 x-y.9", "b=y") == ["abxy"]
    assert groups(linked, "a-b.9 x-y.9", "b=y", "a/x") == ["a", "bxy"]


def test_a_word_on_mentions_that_are_gone_changes_nothing():
    assert groups(dict.fromkeys("ab", "a"), "a-b.9", "a=z", "b/z") == ["ab"]


def test_scores_say_what_a_person_said_then_what_the_rules_found():
    linked = [("a", "a", 1.0), ("b", "a", 0.8), ("c", "a", 0.1), ("x", None, None)]
    bonds = [Bond("a", "b", 0.8, is_retold=False), Bond("b", "c", 0.71234, is_retold=False)]
    said = [PairDecision("x", "b", is_same=True)]
    assert {name: score for name, _, score in with_decisions(linked, bonds, said)} == {
        "a": 1.0, "b": 1.0, "c": 0.1, "x": 1.0,
    }  # fmt: skip
    left = [PairDecision("a", "b", is_same=False)]
    assert list(with_decisions(linked, bonds, left))[:3] == [("a", None, None), ("b", "b", 1.0), ("c", "b", 0.712)]
