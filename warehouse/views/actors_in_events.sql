-- What each actor did and what was done to it: a row for each of its canonical events and its part in it.
create or replace view actors_in_events as
select distinct
    a.actor_id, a.name as actor, a.country as actor_country, a.sector as actor_sector, a.wikidata, p.role, t.*,
    a.names as actor_names
from timeline t
join mentions m using (canonical_id)
join participants p on p.event_id = m.event_id
join actors a on a.actor_id = p.actor_id;
