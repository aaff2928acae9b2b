"""Who did it to whom: `participants` finds source and target (`targets` chooses whom an event is directed at),
`phrases` reads the words around them, `coreference` follows names and pronouns through the document.
"""
