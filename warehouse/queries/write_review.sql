-- $flag_id, $decision, $value, $before, $note, $reviewer, $decided_at (null: now): what a person decided, with what it was about and how that stood.
insert into main.reviews by name
select
    f.flag_id, f.doc_id, f.event_id, f.code, $decision as decision, $value as value, $before as before, $note as note,
    $reviewer as reviewer, coalesce($decided_at::timestamptz, now()) as decided_at, o.doc_id as other_doc_id,
    o.char_start as other_start, o.char_end as other_end
from main.flags f
left join main.events o on f.code = 'same_event' and o.event_id = split_part($value, ' ', 3)
where f.flag_id = $flag_id;
