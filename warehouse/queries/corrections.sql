-- What people corrected and did not take back, the latest for each article and event, with the place of the event then.
-- `value` is as `flows.corrections` reads it. Which mentions are of one event is told by `same_events`.
select r.doc_id, r.event_id, r.value, r.reviewer, r.note, r.decided_at, f.char_start, f.char_end
from main.reviews r
left join main.flags f using (flag_id)
where r.decision = 'corrected' and r.withdrawn_at is null and r.value is not null and r.code is distinct from 'same_event'
qualify row_number() over (partition by r.doc_id, r.event_id order by r.decided_at desc) = 1
order by r.decided_at desc;
