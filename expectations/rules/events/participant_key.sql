-- severity: critical
-- expects: One name takes one part in an event once.
with doubled as (
    select event_id, role, char_start, char_end, name, count(*) as times
    from staging.participants
    group by all
    having count(*) > 1
)
select
    e.doc_id, d.event_id, d.char_start, d.char_end, d.role as part,
    format('"{}" is {} of one event {} times.', d.name, d.role, d.times) as message
from doubled d
left join (
    select event_id, any_value(doc_id) as doc_id from staging.events semi join doubled using (event_id) group by event_id
) e using (event_id)
