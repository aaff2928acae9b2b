"""The surroundings of an expression: its preposition, the tense of its clause, the side of the present it lies on."""

import pytest

from flows.dates.timex import Expression, recognise


def only(text: str) -> Expression:
    (expression,) = recognise(text)
    return expression


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The minister resigned on September 14.", "past"),
        ("The minister was to be seen on September 14.", "past"),
        ("The minister will resign on September 14.", "future"),
        ("The minister is expected to resign on September 14.", "future"),
        ("The vote is on September 14.", "future"),
        ("On September 14 the minister resigned.", "past"),
        ("On September 14 the minister will resign.", "future"),
        ("The talks were postponed until September 14.", "future"),
        ("A hearing has been set for September 14.", "future"),
        ("They may vote on September 14.", "future"),
        ("They may have voted on September 14.", "past"),
        ("The party has ruled since September 14.", "past"),
        ("They want the work to be completed by September 14.", "future"),
        ("The plant was shut, and in September they will sell it.", "future"),
        ("The prize would be given in a still unnamed hall in September.", "future"),
        ("Since taking office in September, he said little.", "past"),
        ("The firm will keep the plant that it opened in September, when it hired 90 people.", "past"),
    ],
)
def test_the_side_of_the_present(text: str, direction: str) -> None:
    assert only(text).direction == direction


def test_a_present_form_says_nothing_of_a_date_that_qualifies_a_noun() -> None:
    assert only("The club is paying its debts under a June agreement.").direction is None


def test_the_words_of_the_expression_outweigh_the_tense() -> None:
    expression = only("The minister will speak of last week.")
    assert (expression.direction, expression.firm) == ("past", True)


def test_a_verb_close_by_is_firm_and_a_deadline_is_not() -> None:
    assert only("The minister resigned on September 14.").firm
    assert not only("The court saw him trying to leave on September 14.").firm
    assert not only("The court asked him to resign by September 14.").firm


def test_fields_of_what_is_left_open() -> None:
    expression = only("The minister resigned on September 14.")
    assert (expression.month, expression.day, expression.year) == (9, 14, None)
    assert expression.signal == "on"
    assert expression.anchor == "either"


def test_fields_of_an_amount_ago() -> None:
    expression = only("The minister resigned over two years ago.")
    assert (expression.kind, expression.amount, expression.unit, expression.shift) == ("offset", 2.0, "Y", -1)
    assert expression.mod == "MORE_THAN"


def test_fields_of_a_month_of_last_year() -> None:
    expression = only("Exports rose in October last year.")
    assert (expression.month, expression.shift, expression.unit) == (10, -1, "Y")


def test_the_first_time_in_three_months() -> None:
    expression = only("Exports rose for the first time in three months.")
    assert (expression.rule, expression.amount, expression.unit) == ("first-time-in", 3.0, "M")
