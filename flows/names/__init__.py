"""Names of people, places, things in a text: `fold` makes spellings comparable, `gazetteer` finds those it is handed.

Nothing here knows what the names are for: who wants to be told of names hands them in.
"""
