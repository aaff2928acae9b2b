"""What a word reports, as PLOVER has it: `tables` reads the frames, `matching` holds them against a word, `reported`
says what follows, operators included.
"""
