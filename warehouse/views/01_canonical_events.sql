-- Which event each mention is of: itself, unless a link or a repost joins it to others.
create or replace view canonical_events as
select e.event_id, coalesce(j.canonical_id, e.event_id) as canonical_id
from events e
left join joined_events j using (event_id);
