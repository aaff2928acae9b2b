"""Who did it to whom: `participants` finds source and target (`targets` chooses whom an event is directed at),
`phrases` reads the words around them, `coreference` follows names and pronouns through the document, `home` tells the
country of those who are only described; `comment` tells who only reports or comments and so does nothing.
"""
