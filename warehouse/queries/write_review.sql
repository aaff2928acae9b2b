-- $flag_id, $decision, $value, $before, $note, $reviewer, $decided_at (null: now): what a person decided, with what it was about and how that stood.
insert into main.reviews by name
select
    flag_id, doc_id, event_id, code, $decision as decision, $value as value, $before as before, $note as note,
    $reviewer as reviewer, coalesce($decided_at::timestamptz, now()) as decided_at
from main.flags
where flag_id = $flag_id;
