-- The mentions whose id begins with $what, two at most, with what keeps one from being joined: it stands in a repost.
select e.event_id, e.doc_id, e.text, e.event_type, a.duplicate_of, nullif(c.canonical_id, e.event_id) as original_id
from events e
join articles a using (doc_id)
join canonical_events c using (event_id)
where starts_with(e.event_id, $what) and $what <> ''
order by e.event_id
limit 2
