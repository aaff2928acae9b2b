-- severity: critical
-- expects: One name takes one part in an event once.
select
    any_value(e.doc_id) as doc_id, p.event_id, p.char_start, p.char_end, p.role as part,
    format('"{}" is {} of one event {} times.', any_value(p.name), p.role, count(*)) as message
from staging.participants p
left join (select event_id, any_value(doc_id) as doc_id from staging.events group by event_id) e using (event_id)
group by p.event_id, p.role, p.char_start, p.char_end, p.name
having count(*) > 1
