"""How far two reviewers agree: percent and Cohen's kappa."""

import pytest

from expectations.reports.agreement import agreement, agreements


def said(flag, reviewer, decision, value=None, code="body_short"):
    return {"flag_id": flag, "code": code, "reviewer": reviewer, "decision": decision, "value": value}


def test_kappa_is_what_cohen_makes_of_a_table_of_fifty():
    # Two readers on 50 grants: 20 both yes, 15 both no, 5 and 10 apart. Agreed .7, by chance .5.
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    found = agreement("all", pairs)
    assert (found.pairs, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_who_always_says_the_same_as_the_other_has_no_kappa():
    assert agreement("all", [("accepted", "accepted")] * 3).kappa is None


def test_corrections_agree_by_their_value_and_each_two_reviewers_are_a_pair():
    rows = [
        said("1", "ana", "corrected", "2017-11-20"), said("1", "bo", "corrected", "2017-11-20"),
        said("1", "cy", "corrected", "2017-11"), said("2", "ana", "dismissed"),
        said("3", "ana", "accepted", code="language_not_read"), said("3", "bo", "dismissed", code="language_not_read"),
    ]  # fmt: skip
    found, differences, alone = agreements(rows)
    assert [(one.code, one.pairs, one.agreed) for one in found] == [
        ("body_short", 3, 1),
        ("language_not_read", 1, 0),
        ("all", 4, 1),
    ]
    assert [(d.one["reviewer"], d.other["reviewer"]) for d in differences] == [
        ("ana", "cy"),
        ("bo", "cy"),
        ("ana", "bo"),
    ]
    assert alone == 1


def test_nothing_decided_twice_is_no_agreement():
    assert agreements([]) == ([], [], 0)
