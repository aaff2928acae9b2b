-- $events: the rules' links of these mentions and of all that they link with them; of one that they leave alone, none.
select event_id, canonical_id, score
from upkeep.links
where canonical_id in (select canonical_id from upkeep.links where event_id in (select unnest($events::varchar[])))
union all
select event_id, null, null
from upkeep.keys
anti join upkeep.links using (event_id)
where event_id in (select unnest($events::varchar[]));
