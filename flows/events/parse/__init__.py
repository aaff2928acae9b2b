"""Sentences as spaCy reads them: `sentences` runs the model, `forms` makes it faster; `syntax` says who stands where
around a word, `tense` what the grammar says of time.
"""
