"""Verbs that the parser's model does not know, read as a verb that it does know would be in their place.

The model guesses the part of speech of a strange word by its ending, and takes "greenlit" for a noun, so that nobody
acts in the sentence. Its NORM is what the model looks at: with that of "approved" the sentence is parsed as if it had
that word.
Such verbs stand in `verb_forms.csv`, or are lemmas of the user's own verb frames that the model's list of verbs lacks.
Infinitives and forms in -s are left to the model: as many of them are nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from seeds import kept, own, rows

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

_STANDS_IN = {"past": "approved", "participle": "approved", "ing": "approving"}
_DOUBLED = re.compile(
    r"[^aeiou][aeiou][bdgklmnprtv]$"
)  # "outbid": "outbidding"; of "visit" that is no word, and no harm
_LEMMA = re.compile(r"\??(\w+)")


class VerbForms:
    """Two pipes in one: `show` comes before the model's own, `name` after them, where words have lemmas."""

    def __init__(self, nlp: Language) -> None:
        lookups = cast("Any", nlp.get_pipe("lemmatizer")).lookups
        self._known = frozenset(lookups.get_table("lemma_index")["verb"]) if lookups.has_table("lemma_index") else ()

    def show(self, doc: Doc) -> Doc:
        """Let the model see a verb that it knows."""
        for token, _, known in self._rare(doc):
            token.norm_ = known
        return doc

    def name(self, doc: Doc) -> Doc:
        """Give the words that were read as verbs their lemma."""
        for token, verb, _ in self._rare(doc):
            if token.tag_[:2] == "VB":
                token.lemma_ = verb
        return doc

    def _rare(self, doc: Doc) -> Iterator[tuple[Token, str, str]]:
        forms = rare_forms()
        for token in doc:
            found = forms.get(token.lower_)
            if found is not None and (found[2] or found[0] not in self._known):
                yield token, *found[:2]


@kept
def rare_forms() -> dict[str, tuple[str, str, bool]]:
    """Form → its verb, the form of a known verb that stands in for it, and whether `verb_forms.csv` has the verb."""
    found: dict[str, tuple[str, str, bool]] = {}
    for row in rows("verb_forms.csv"):
        irregular = {"past": row["past"], "participle": row["participle"]}
        for kind, form in [*regular_forms(row["verb"]), *irregular.items()]:
            found[form] = row["verb"], _STANDS_IN[kind], True
    for pattern in own("verb_frames.txt"):
        lemma = _LEMMA.match(pattern)
        if lemma and pattern[lemma.end() :][:1] != "-":
            for kind, form in regular_forms(lemma[1]):
                found.setdefault(form, (lemma[1], _STANDS_IN[kind], False))
    return {form: said for form, said in found.items() if form}


def regular_forms(verb: str) -> Iterator[tuple[str, str]]:
    """The forms in -ed and -ing that a regular verb has, or may have."""
    stem = verb[:-1] if verb.endswith("e") else verb
    stems = [stem, stem + stem[-1]] if _DOUBLED.search(verb) else [stem]
    for one in stems:
        yield "past", one[:-1] + "ied" if re.search(r"[^aeiou]y$", one) else one + "ed"
        yield "ing", one + "ing"
