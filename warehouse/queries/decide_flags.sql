-- $flags, $decision, $note, $reviewer: the same decision on each of these flags.
insert into main.reviews by name
select flag_id, doc_id, event_id, code, $decision as decision, $note as note, $reviewer as reviewer, now() as decided_at
from main.flags
where flag_id in (select unnest($flags::varchar[]));
