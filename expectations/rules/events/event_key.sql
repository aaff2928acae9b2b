-- severity: critical
-- expects: A stretch of text is one event mention.
select
    any_value(doc_id) as doc_id, event_id, any_value(char_start) as char_start, any_value(char_end) as char_end,
    format('Event {} stands {} times.', event_id, count(*)) as message
from staging.events
group by event_id
having count(*) > 1
