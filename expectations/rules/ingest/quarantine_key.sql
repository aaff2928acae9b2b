-- severity: critical
-- expects: An input is set aside once for one reason.
select
    source_uri || chr(31) || record as part,
    concat_ws(' ', source_uri, nullif(record, '')) || ' is in quarantine ' || count(*) || ' times for ' || code || '.' as message
from staging.quarantine
group by source_uri, record, code
having count(*) > 1
