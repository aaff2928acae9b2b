"""When an event took place: `dating` says it, `bounds` what an expression or a tense allows, `clauses` what the parse
tells of date expressions, `repeats` what is told again.
"""
