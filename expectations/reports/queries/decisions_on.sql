-- $flag_id: what people decided on a flag and on the event that it is about, the latest first; what was taken back has an
-- hour at which it was.
select r.flag_id, r.code, r.decision, r.value, r.before, r.note, r.reviewer, r.decided_at, r.withdrawn_at
from reviews r
where r.flag_id = $flag_id or r.event_id = (select event_id from flags where flag_id = $flag_id)
order by r.decided_at desc
