-- $flag_id, $decision, $value, $note, $reviewer: what a person decided, with what it was about.
insert into main.reviews by name
select flag_id, doc_id, event_id, code, $decision as decision, $value as value, $note as note, $reviewer as reviewer, now() as decided_at
from main.flags
where flag_id = $flag_id;
