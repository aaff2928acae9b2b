-- severity: critical
-- expects: Every participant and every link belongs to an event.
-- only: the whole
-- Rows that name no document: a look at what changed cannot find them.
select table_name as part, format('{} rows of {} refer to an event that is not there, such as {}.', count(*), table_name, any_value(key)) as message
from (
    select 'participants' as table_name, event_id as key from main.participants anti join main.events using (event_id)
    union all select 'event_links', event_id from main.event_links anti join main.events using (event_id)
)
group by table_name
