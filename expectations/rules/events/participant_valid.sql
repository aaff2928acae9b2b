-- severity: critical
-- expects: Every participant belongs to an event and is what stands between its offsets.
select
    e.doc_id, p.event_id, p.char_start, p.char_end, p.role as part,
    format('Participant "{}" ({}): {}.', left(p.text, 60), p.role, case
        when e.event_id is null then 'its event is not there'
        else coalesce('the text has "' || left(p.found, 60) || '" there', 'outside the text')
    end) as message
from staging.participants p
left join (select event_id, any_value(doc_id) as doc_id from staging.events group by event_id) e using (event_id)
where e.event_id is null or p.found is distinct from p.text or p.char_start >= p.char_end
