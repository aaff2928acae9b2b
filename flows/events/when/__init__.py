"""When an event took place: `dating` says it, `anchors` which expression dates which event, `bounds` what an expression
or a tense allows, `clauses` what parse and events tell of date expressions, `repeats` what is told again.
"""
