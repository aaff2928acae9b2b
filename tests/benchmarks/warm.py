"""Imported by the process that runs are forked from (`run_in_fork`): loads what every run would load anew.

No database is opened and no page is built here: threads do not live on in a fork.
"""

from importlib import import_module

from flows.records import Document
from flows.stages import clean_batch, date_batch, extract_batch
from tests.benchmarks.run_in_fork import RULES_ALONE, story

for late in ("warehouse.store", "expectations.checkpoint", "expectations.reports"):
    import_module(late)
cleaned = clean_batch([Document("", "", "", "text/plain", story(0))])
read = extract_batch(date_batch(cleaned.results).results, models=RULES_ALONE)
