"""Lemma and part of speech are the model's own, whatever was read before."""

import spacy

from flows.events.parse import forms, sentences

SENTENCES = [
    "The ministers were meeting in Geneva, where talks had been suspended.",
    "She left early because the left wing of the house was burning.",
    "Do they have to have done it by then?",
    "I saw him as he saw the branch off; that is that.",
    "",
    " \t ",
]


def test_forms_are_those_of_the_pipes_they_replace():
    stock = spacy.load(sentences.DEFAULT_MODEL, exclude=["ner"])
    fast = forms.install(spacy.load(sentences.DEFAULT_MODEL, exclude=["ner"]))
    for _ in range(2):
        for theirs, ours in zip(stock.pipe(SENTENCES), fast.pipe(SENTENCES), strict=True):
            assert [(t.pos_, t.lemma_, str(t.morph)) for t in ours] == [
                (t.pos_, t.lemma_, str(t.morph)) for t in theirs
            ]
