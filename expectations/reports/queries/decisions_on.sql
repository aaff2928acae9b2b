-- $flag_id: what people decided on a flag, the latest first; what was taken back has an hour at which it was.
select decision, value, note, reviewer, decided_at, withdrawn_at
from reviews
where flag_id = $flag_id
order by decided_at desc
