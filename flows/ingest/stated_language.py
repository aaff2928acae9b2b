"""The language that a record states, in one notation. What a text is written in, clean finds out from its body."""

from __future__ import annotations


def language_code(stated: str | None) -> str | None:
    """ISO 639-1 for "en", "en-GB", "eng" or "English"; ``None`` where nothing is stated, or no language is meant."""
    head = (stated or "").strip().replace("_", "-").split("-")[0]
    if not head:
        return None
    import pycountry

    # A code first: "en" is English, and the name of a language of Vietnam.
    found = pycountry.languages.get(alpha_2=head.lower()) if len(head) == 2 else None
    try:
        code: str | None = getattr(found or pycountry.languages.lookup(head), "alpha_2", None)
    except LookupError:
        return None
    return code
