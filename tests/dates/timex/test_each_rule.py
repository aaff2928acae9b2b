"""Every rule for date expressions has an example that it alone is read by: a rule that no text can reach is dead."""

import csv
from datetime import date
from pathlib import Path

import pytest

import seeds
from flows.dates.timex import tag
from flows.records import Interval

_LINES = Path(__file__).with_name("rule_examples.csv").read_text(encoding="utf-8").splitlines()
EXAMPLES = list(csv.DictReader(line for line in _LINES if not line.startswith("#")))
DCT = Interval(date(2022, 10, 12), date(2022, 10, 12))


def test_no_rule_is_without_an_example() -> None:
    assert [example["rule"] for example in EXAMPLES] == [
        rule["name"] for rule in seeds.declared("timex_rules.toml")["rule"]
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example["rule"] for example in EXAMPLES])
def test_a_rule_finds_its_example_and_gives_its_value(example: dict[str, str]) -> None:
    found = [(t.rule.split("+")[0], t.text, t.type, t.value) for t in tag(example["text"], DCT)]
    assert (example["rule"], example["expression"], example["type"], example["value"]) in found
