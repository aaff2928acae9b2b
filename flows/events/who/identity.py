"""Who an actor is under any of its names: a stable id for "Kim Jong Un", "Kim Jong-un" and "North Korean leader Kim".

A person is known by the whole name, however its parts are joined and accented, a surname alone where it can mean one
head of state or government only; a country and a body by their entry in the tables; whoever is only described, by the
description and the country.
"""

from __future__ import annotations

from hashlib import blake2b

from flows.events import actors
from flows.names.fold import fold
from seeds import kept, kept_most


@kept_most(100_000)
def actor_id(name: str, country: str | None) -> str:
    """The id of the actor of this name and country (ISO 3166-1 alpha-3): 16 hexadecimal digits."""
    return blake2b(_key(name, country).encode(), digest_size=8).hexdigest()


def _key(name: str, country: str | None) -> str:
    words = actors.words_of(name)
    entry = actors.actor_names().get(tuple(words))
    if entry is not None and entry.kind in ("country", "capital", "demonym"):
        return f"country {entry.country}"
    if entry is not None and entry.kind == "organisation":
        return f"body {entry.name}"
    plain = _joined(_full_names().get((_joined(name), country), name))
    if len(words) > 1 and all(w[:1].isupper() or not w[:1].isalpha() for w in name.split()):
        return f"name {plain}"
    if (_joined(name), country) in _full_names():
        return f"name {plain}"
    return f"described {plain} {country or ''}"


def _joined(name: str) -> str:
    """A name's letters alone, without initials: "Donald J. Trump" is Donald Trump, "Kim Jong-un" Kim Jong Un."""
    words = (w.strip(".,'\"") for w in fold(name).removesuffix("'s").split())
    letters = ["".join(c for c in w if c.isalnum()) for w in words]
    return "".join(w for w in letters if len(w) > 1 or w.isdigit()) or fold(name)


@kept
def _full_names() -> dict[tuple[str, str | None], str]:
    """The whole name of a surname that means one head of state or government of a country only."""
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    surnames = {_joined(name) for name in actors.surnames()}
    for person, country in actors.heads():
        words = person.split()
        for surname in {_joined(words[-1]), _joined(words[0])} & surnames:
            found.setdefault((surname, country), {})[_joined(person)] = person
    return {key: next(iter(names.values())) for key, names in found.items() if len(names) == 1}
