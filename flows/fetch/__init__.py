"""Fetching: what lies elsewhere becomes a file here, before it is read as any other.

    places = by_kind(["https://example.org/feed.xml", "inbox/"])
    for file in Fetching(places.addresses, ...): ...            # flows.ingest reads them

- `address` says what an address is called without its credentials; nobody but `web` sees those.
- `web` asks web servers (`hosts`: one thing at a time, as robots.txt permits; `connect`: nowhere private), `stores`
  asks object stores. Both write to the `spool`, and answer with a `Visit`.
- `fetching` decides what is asked for: what was named, then what feeds and sitemaps lead to.

Only `web` and `stores` touch the network, and only inside `Fetching.fetch`, which is a step of the pipeline.
"""

from flows.fetch.address import Places, as_called, by_kind, is_address

__all__ = ["Places", "as_called", "by_kind", "is_address"]
