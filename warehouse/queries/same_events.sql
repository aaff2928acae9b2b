-- What people said of which mentions are of one event, the earliest first, with the places where the two stood then: those
-- are other mentions now where a later version cut them otherwise (`flows.corrections.places_now`).
select
    r.event_id as one, split_part(r.value, ' ', 3) as other, starts_with(r.value, 'same as ') as is_same, r.doc_id as one_doc,
    f.char_start as one_start, f.char_end as one_end, r.other_doc_id as other_doc, r.other_start, r.other_end
from main.reviews r
left join main.flags f using (flag_id)
where r.code = 'same_event' and r.decision = 'corrected' and r.withdrawn_at is null
order by r.decided_at, one, other;
