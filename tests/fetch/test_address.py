"""Addresses lose their credentials where they are named, and nobody but who asks for them has them back."""

import os

import pytest

from flows.errors import NothingToRead
from flows.fetch import address
from flows.fetch.address import by_kind, hide_credentials, with_credentials, without_secrets


@pytest.mark.parametrize(
    ("given", "called"),
    [
        ("https://ann:geheim@News.example/feed.xml", "https://news.example/feed.xml"),
        ("https://news.example", "https://news.example/"),
        ("https://news.example/a#part", "https://news.example/a"),
        ("https://news.example/a?page=2&author=7", "https://news.example/a?page=2&author=7"),
        ("https://b.example/k?X-Amz-Date=20260101&X-Amz-Signature=abc&v=2",
         "https://b.example/k?X-Amz-Date=***&X-Amz-Signature=***&v=2"),
        ("s3://key:secret@bucket/a b#1", "s3://bucket/a b#1"),
        ("abfs://box@account.example/a", "abfs://box@account.example/a"),
    ],
)  # fmt: skip
def test_an_address_is_called_by_what_is_no_secret(given: str, called: str) -> None:
    assert without_secrets(given) == without_secrets(called) == called


def test_a_token_is_not_told_and_two_tokens_stay_two_addresses() -> None:
    one, other = (without_secrets(f"https://news.example/feed?token={t}") for t in ("first-secret", "second-secret"))
    assert one != other
    assert without_secrets(one) == one
    assert "secret" not in one + other


def test_who_asks_has_the_credentials_back_also_in_a_process_that_is_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(address._VARIABLE, raising=False)
    given = "https://ann:geheim@news.example/feed.xml"
    called = hide_credentials(given)
    assert with_credentials(called) == given
    assert "geheim" in os.environ[address._VARIABLE]


def test_paths_and_addresses_are_told_apart() -> None:
    named = ["inbox/", "https://news.example/feed.xml", "-", "file:///srv/news"]
    assert by_kind(named) == (("inbox/", "-", "file:///srv/news"), ("https://news.example/feed.xml",))


@pytest.mark.parametrize(
    ("given", "cause"),
    [
        ("ftp://ann:geheim@news.example/a", "of a kind that is not read"),
        ("https:///a", "names no host"),
        ("https://news.example:port/", "no address"),
        ("https://[geheim/", "no address"),
        ("gs://bucket/a", r"pip install 'dateline\[gs\]'"),
    ],
)
def test_what_nobody_can_ask_for_is_bad_usage_in_one_line(given: str, cause: str) -> None:
    with pytest.raises(NothingToRead, match=cause) as error:
        by_kind([given])
    assert "geheim" not in str(error.value)
