"""dateline's flows: one package a stage, each a pure function from a batch of records to a batch of records."""

__version__ = "0.1.0"
