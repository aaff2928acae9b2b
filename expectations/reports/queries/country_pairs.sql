-- How many events of each kind (cooperation or conflict, by PLOVER's type) each country did to each other, of
-- `events_to_show`: what happened or goes on, whatever its date. The rows of the view `who_to_whom`, counted.
with acts as materialized (
    select event_id, event_type from events_to_show where status in ('happened', 'ongoing')
),
targets as materialized (
    select event_id, event_type, country
    from participants
    join acts using (event_id)
    where role = 'target' and country is not null
),
pairs as materialized (
    select distinct event_id, s.country as source, t.country as target, t.event_type
    from targets t
    join participants s using (event_id)
    where s.role = 'source' and s.country is not null
),
-- Where the same several countries are both sides (a meeting of three), none of them meets itself.
met as (
    select event_id
    from pairs
    where event_id in (select event_id from pairs where source = target)
    group by event_id
    having count(distinct source) > 1 and list_sort(list(distinct source)) = list_sort(list(distinct target))
)
select
    source, target,
    count(*) filter (event_type in ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'YIELD')) as cooperation,
    count(*) as events
from pairs
where source <> target or event_id not in (from met)
group by all
order by events desc, source, target
