-- One of the troubles `incoming` that is not known yet, or was resolved meanwhile.
from incoming
anti join (from main.quarantine where not resolved) using (source_uri, record, code, message)
limit 1;
