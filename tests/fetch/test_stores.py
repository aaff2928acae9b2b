"""Object stores: what is new below a prefix is taken in, from a server that speaks S3 on this machine."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from typing import Any

import pytest

from flows.errors import NothingToRead
from flows.fetch import by_kind
from tests.fetch.conftest import Take, rows
from tests.fetch.test_fetching import codes, documents, feed, item
from warehouse.store import Warehouse


@pytest.fixture(scope="module")
def bucket() -> Iterator[Any]:
    """A bucket called news, as boto3 sees it; s3fs finds its server and credentials in the environment, as users do."""
    import boto3
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    server.start()
    _, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "key")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
        environment.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield boto3.resource("s3").create_bucket(Bucket="news")
    server.stop()


def put(bucket: Any, key: str, of: str) -> None:
    bucket.put_object(Key=key, Body=f"Togo thanked {of} on 1 May 2011 for its help.".encode())


def test_what_is_new_or_changed_below_a_prefix_is_taken_in(bucket: Any, take: Take, warehouse: Warehouse) -> None:
    for key, of in (("in/b #1?.txt", "Ghana"), ("in/2011/a.txt", "Mali"), ("in/.hidden", "Chad"), ("out.txt", "Niger")):
        put(bucket, key, of)
    assert documents(take("s3://news/in/")) == ["s3://news/in/2011/a.txt", "s3://news/in/b #1?.txt"]
    assert take("s3://news/in/") == []
    put(bucket, "in/2011/a.txt", "Benin")
    put(bucket, "in/c.txt", "Gabon")
    assert documents(take("s3://news/in/")) == ["s3://news/in/2011/a.txt", "s3://news/in/c.txt"]
    told = "select count(etag), sum(bytes) > 100 from fetches where contains(address, '://news/in/') and bytes > 0"
    assert rows(warehouse, told) == [(3, True)]


def test_an_object_and_a_pattern_are_named_as_well(bucket: Any, take: Take) -> None:
    for number, of in enumerate(("Kenya", "Uganda", "Rwanda")):
        put(bucket, f"one/{number}.txt", of)
    assert documents(take("s3://news/one/0.txt")) == ["s3://news/one/0.txt"]
    assert take("s3://news/one/0.txt") == []
    assert documents(take("s3://news/one/[1-2].txt")) == ["s3://news/one/1.txt", "s3://news/one/2.txt"]


def test_what_is_not_there_is_one_row_each(bucket: Any, take: Take) -> None:
    put(bucket, "big.txt", "Egypt")
    assert codes(take("s3://news/nothing/", "s3://nobody/", "s3://news/big.txt", fetch_bytes=10)) == [
        "not_fetched:missing", "not_fetched:missing", "not_fetched:too_large",
    ]  # fmt: skip


def test_a_store_whose_package_is_not_installed_is_bad_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.fetch.address.find_spec", lambda name: None if name == "s3fs" else importlib.util)
    with pytest.raises(NothingToRead, match=r"needs s3fs: pip install 'dateline\[s3\]'"):
        by_kind(["s3://news/in/"])


def test_a_feed_in_a_store_is_a_file_and_leads_nowhere(bucket: Any, take: Take) -> None:
    bucket.put_object(Key="feeds/f.xml", Body=feed(item("https://news.example", "/1")).encode())
    assert documents(take("s3://news/feeds/")) == ["s3://news/feeds/f.xml item 1"]
