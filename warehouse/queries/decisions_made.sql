-- $flag_id: everything that was decided on it, what happened last first.
select decision, value, note, reviewer, decided_at, withdrawn_at
from main.reviews
where flag_id = $flag_id
order by coalesce(withdrawn_at, decided_at) desc;
