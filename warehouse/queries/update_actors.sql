-- The rows of those actors of whom something was written or taken back since the last time; what Wikidata calls them comes
-- in as (actor_id, wikidata).
delete from main.actors where actor_id in (select actor_id from upkeep.actors_due);
insert into main.actors by name
with parts as (
    from participants where actor_id in (select actor_id from upkeep.actors_due)
),
written as (
    select actor_id, name, count(*) as times from parts group by all
),
told as (
    select actor_id, mode(country order by country) as country, mode(sector order by sector) as sector
    from parts
    group by actor_id
)
select
    w.actor_id, first(w.name order by w.times desc, length(w.name) desc, w.name) as name,
    list(w.name order by w.name) as names, any_value(t.country) as country, any_value(t.sector) as sector,
    any_value(i.wikidata) as wikidata
from written w
join told t using (actor_id)
left join incoming i using (actor_id)
group by w.actor_id
order by w.actor_id;
delete from upkeep.actors_due;
