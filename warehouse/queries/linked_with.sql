-- $event_id: the mentions that are linked with it, and itself.
select event_id
from main.event_links
where canonical_id = (select canonical_id from main.event_links where event_id = $event_id)
union
select $event_id;
