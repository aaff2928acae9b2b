"""Part of speech, morphology and lemma of a word, worked out once for each word with its tag and its relation.

In the English models two pipes derive these three from just that key, by matching 170 patterns at every token: a fifth
of the time of a pass. `Forms` stands in their place, asks them once for every new key, and remembers what they said.
Patterns over two words ("gon na", "let 's") are left out, so that an answer never depends on what was read before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flows.events.parse.verb_forms import VerbForms

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_REPLACED = ("attribute_ruler", "lemmatizer")
_MOST = 500_000  # keys: about 100 MB; a year of one newspaper has fewer
Key = tuple[int, int, int]


class Forms:
    """A pipe that sets POS, MORPH and LEMMA from the word, its TAG and its DEP."""

    def __init__(self, nlp: Language) -> None:
        self._ruler = cast("Any", nlp.get_pipe("attribute_ruler"))  # spaCy types every pipe as a plain callable
        self._lemmatizer = cast("Any", nlp.get_pipe("lemmatizer"))
        single = [p for p in self._ruler.patterns if all(len(pattern) == 1 for pattern in p["patterns"])]
        self._ruler.clear()
        self._ruler.add_patterns(single)
        self._known: dict[Key, Key] = {}

    @property
    def verbs(self) -> frozenset[str]:
        """The verbs that the lemmatizer's dictionary has."""
        if not self._lemmatizer.lookups.has_table("lemma_index"):
            return frozenset()
        return frozenset(self._lemmatizer.lookups.get_table("lemma_index").get("verb", ()))

    def __call__(self, doc: Doc) -> Doc:
        import numpy
        from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG

        keys: list[Key] = [tuple(row) for row in doc.to_array([ORTH, TAG, DEP]).tolist()]
        if new := [key for key in dict.fromkeys(keys) if key not in self._known]:
            self._learn(doc, new)
        known = self._known
        values: Any = numpy.array([known[key] for key in keys], dtype="uint64")
        return doc.from_array([POS, MORPH, LEMMA], values)

    def _learn(self, doc: Doc, keys: list[Key]) -> None:
        import numpy
        from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG
        from spacy.tokens import Doc

        if len(self._known) > _MOST:
            self._known = {key: self._known[key] for key in self._known.keys() & keys}
        words = Doc(doc.vocab, words=[doc.vocab.strings[orth] for orth, _, _ in keys])
        given: Any = numpy.array([key[1:] for key in keys], dtype="uint64")
        words.from_array([TAG, DEP], given)
        words = self._lemmatizer(self._ruler(words))
        self._known.update(zip(keys, map(tuple, words.to_array([POS, MORPH, LEMMA]).tolist()), strict=True))


def verbs_of(nlp: Language) -> frozenset[str]:
    """The verbs that a pipeline knows, if it has `Forms`."""
    return next((pipe.verbs for _, pipe in nlp.pipeline if isinstance(pipe, Forms)), frozenset())


def install(nlp: Language) -> Language:
    """Put `Forms` in the place of the two pipes, where the model has both, and `VerbForms` around them all."""
    from spacy.language import Language

    if all(name in nlp.pipe_names for name in _REPLACED):
        forms, verbs = Forms(nlp), VerbForms(nlp)
        Language.component("dateline_verbs_shown", func=verbs.show)
        Language.component("dateline_forms", func=forms)
        Language.component("dateline_verbs_named", func=verbs.name)
        for name in _REPLACED:
            nlp.remove_pipe(name)
        nlp.add_pipe("dateline_verbs_shown", first=True)
        nlp.add_pipe("dateline_forms", last=True)
        nlp.add_pipe("dateline_verbs_named", last=True)
    return nlp
