-- Inputs that could not be read, and still cannot.
create or replace view quarantine_open as
select source_uri, record, code, message, first_seen, quarantined_at as last_seen, run_id
from quarantine
where not resolved
order by source_uri, record, code;
