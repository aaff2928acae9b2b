-- $event_id: the canonical event that a mention is linked to, if it is linked to one; itself otherwise.
select coalesce((select canonical_id from main.event_links where event_id = $event_id), $event_id) as canonical_id;
