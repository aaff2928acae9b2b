-- One row a finding that a person should look at.
select flag_id, doc_id, event_id, stage, expectation, code, severity, message, char_start, char_end, run_id, state
from flags
