-- Event mentions sure enough to be shown, each with its canonical event and who took part.
-- `source` and `target` are the names of a side, in order of the alphabet, joined by ', '. `source_country` and
-- `target_country` are all countries of that side in the order of its names, each once ('CHN, RUS'); `source_countries`
-- and `target_countries` are the same as lists. A name of no country adds none.
create or replace view mentions as
with names as (
    select
        event_id,
        string_agg(distinct name, ', ' order by name) filter (role = 'source') as source,
        string_agg(distinct name, ', ' order by name) filter (role = 'target') as target,
        list(distinct actor_id order by actor_id) filter (role = 'source' and actor_id is not null) as source_actor_ids,
        list(distinct actor_id order by actor_id) filter (role = 'target' and actor_id is not null) as target_actor_ids
    from participants
    group by event_id
),
countries as (
    select
        event_id,
        list(country order by name, country) filter (role = 'source') as source_countries,
        list(country order by name, country) filter (role = 'target') as target_countries
    from (
        select event_id, role, country, min(name) as name from participants where country is not null group by all
    )
    group by event_id
)
select
    k.canonical_id, e.*, n.source, n.target, array_to_string(c.source_countries, ', ') as source_country,
    array_to_string(c.target_countries, ', ') as target_country, a.title, a.outlet, a.duplicate_of,
    c.source_countries, c.target_countries, n.source_actor_ids, n.target_actor_ids, a.url as article_url,
    spot.latitude as place_latitude, spot.longitude as place_longitude, spot.precision as place_precision
from events e
join articles a using (doc_id)
join canonical_events k using (event_id)
left join names n using (event_id)
left join countries c using (event_id)
left join place_points spot on spot.place_key = place_key(e.place) and spot.country = coalesce(e.place_country, spot.only_country)
where e.confidence >= least_confidence();
