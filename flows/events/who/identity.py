"""Who an actor is under any of its names: a stable id for "Kim Jong Un", "Kim Jong-un" and "North Korean leader Kim".

A person is known by the whole name, however its parts are joined and accented, a surname alone where it can mean one
head of state or government only; a country and a body by their entry in the tables; whoever is only described, by the
description and the country. Of those whom the tables name, other ways to write a foreign name are known by how they
sound: "Muammar Gaddafi" and "Moammar Gadhafi" of Libya are one.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from flows.events import actors
from flows.names.fold import fold
from seeds import kept, kept_most, rows


@kept_most(100_000)
def actor_id(name: str, country: str | None) -> str:
    """The id of the actor of this name and country (ISO 3166-1 alpha-3): 16 hexadecimal digits."""
    return blake2b(_key(name, country).encode(), digest_size=8).hexdigest()


def _key(name: str, country: str | None) -> str:
    name = re.sub(r"^[Tt]he (?=\S)", "", name)
    words = actors.words_of(name)
    entry = actors.actor_names().get(tuple(words))
    if entry is not None and entry.kind in ("country", "capital", "demonym"):
        return f"country {entry.country}"
    if entry is not None and entry.kind == "organisation":
        return f"body {entry.name}"
    listed = entry.name if entry is not None and entry.kind == "person" else name
    whole = _full_names().get((_joined(name), country)) or listed
    if (name, country) not in _with_items():
        whole = _as_listed(whole, country)
    if _joined(whole) != _joined(name) or (whole, country) in _with_items():
        name = whole
    plain = _joined(name)
    if len(actors.words_of(name)) > 1 and all(w[:1].isupper() or not w[:1].isalpha() for w in name.split()):
        return f"name {plain}"
    if (plain, country) in _full_names():
        return f"name {plain}"
    return f"described {plain} {country or ''}"


def _as_listed(name: str, country: str | None) -> str:
    """A whole name as the tables write it, where they name somebody of this country who sounds so."""
    if country is None or " " not in name or (name, country) in _with_items():
        return name
    sound = _sound(name)
    return _by_sound().get((sound, country)) or _by_sound().get((sound[-2:], country)) or name


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


# How a name sounds: consonants alone, those that tongues and alphabets write in several ways as one.
_SOUNDS = [
    (re.compile(written), sound)
    for written, sound in (
        ("dh", "d"), ("ph", "f"), ("gh|kh|ck|q|g", "k"), ("x", "ks"), ("sch|sh|ch|cz|c|z", "s"), ("th", "t"),
        ("w", "v"), ("[aeiouyjh']", ""), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_NO_PART = frozenset({"al", "el", "ad", "as", "bin", "ibn", "de", "da", "von", "van", "ayatollah", "sheikh", "king"})


def _sound(name: str) -> tuple[str, ...]:
    """Each word of a name as it sounds, without articles, titles and initials."""
    words = (w.strip(".,") for w in fold(name).split())
    return tuple(_sound_of(w) for w in words if len(w) > 1 and w not in _NO_PART)


@kept_most(50_000)
def _sound_of(word: str) -> str:
    for written, sound in _SOUNDS:
        word = written.sub(sound, word)
    return word


@kept
def _by_sound() -> dict[tuple[tuple[str, ...], str], str]:
    """The name of the one person whom the tables name that sounds so, by sound and country; by its last two words as
    well, where no other ends so. Those who have items of their own in Wikidata are two however alike they sound.
    """
    listed = [(e.name, e.country) for e in actors.actor_names().values() if e.kind == "person" and e.country]
    found: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for person, country in dict.fromkeys([*_with_items(), *actors.heads(), *listed]):
        sound = _sound(person)
        if len(sound) > 1 and all(sound):
            found.setdefault((sound, country), []).append(person)
    items = _with_items()
    one = {key: names[0] for key, names in found.items() if sum((name, key[1]) in items for name in names) < 2}
    short: dict[tuple[tuple[str, ...], str], set[str]] = {}
    for sound, country in found:
        short.setdefault((sound[-2:], country), set()).add(one.get((sound, country), ""))
    return {key: next(iter(names)) for key, names in short.items() if len(names) == 1 and "" not in names} | one


@kept
def _with_items() -> dict[tuple[str, str], None]:
    """People and countries of the table of Wikidata's items, in its order."""
    return {(row["person"], row["country"]): None for row in rows("people_wikidata.csv")}
