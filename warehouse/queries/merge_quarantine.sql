-- An input met again in the same trouble stays one row, of the last run that met it.
merge into main.quarantine q
using staging.quarantine s
on q.source_uri = s.source_uri and q.record = s.record and q.code = s.code
when matched then update set
    run_id = s.run_id, message = s.message, raw_bytes = s.raw_bytes, quarantined_at = s.quarantined_at, resolved = false
when not matched then insert by name;
