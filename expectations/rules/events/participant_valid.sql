-- severity: critical
-- expects: Every participant belongs to an event and is what stands between its offsets.
with wrong as (
    select *, event_id not in (select event_id from staging.events) as is_lost
    from staging.participants
    where is_lost or found is distinct from text or char_start >= char_end
)
select
    e.doc_id, w.event_id, w.char_start, w.char_end, w.role as part,
    format('Participant "{}" ({}): {}.', left(w.text, 60), w.role, case
        when w.is_lost then 'its event is not there'
        else coalesce('the text has "' || left(w.found, 60) || '" there', 'outside the text')
    end) as message
from wrong w
left join (
    select event_id, any_value(doc_id) as doc_id from staging.events semi join wrong using (event_id) group by event_id
) e using (event_id)
