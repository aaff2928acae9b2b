-- $events: the likely pairs inside the events that the rules link these mentions with.
with linked as (
    select event_id, canonical_id
    from upkeep.links
    where canonical_id in (select canonical_id from upkeep.links where event_id in (select unnest($events::varchar[])))
)
select p.one, p.other, p.likelihood, p.one_doc = p.other_doc as is_retold
from upkeep.pairs p
join linked a on a.event_id = p.one
join linked b on b.event_id = p.other and b.canonical_id = a.canonical_id
order by p.one, p.other;
