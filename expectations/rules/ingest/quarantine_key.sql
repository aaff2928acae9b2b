-- severity: critical
-- expects: An input is set aside once for one reason.
select
    source_uri || chr(31) || record as part,
    source_uri || ' ' || record || ' is in quarantine ' || count(*) || ' times for ' || code || '.' as message
from staging.quarantine
group by source_uri, record, code
having count(*) > 1
