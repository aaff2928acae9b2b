-- One row an event, however many articles tell of it: the best-dated mention of the surest status speaks for it.
-- `days` is how many days the interval has, null where it is open: 1 is an event that is dated to the day.
-- Names and countries are as in `mentions`; DuckDB works them out only where a query asks for one of them.
create or replace view timeline as
with casts as (
    select
        event_id,
        list_sort(list_distinct(flatten(list(names) filter (role = 'source')))) as sources,
        list_sort(list_distinct(flatten(list(names) filter (role = 'target')))) as targets,
        list(country order by name, country) filter (role = 'source' and country is not null) as source_countries,
        list(country order by name, country) filter (role = 'target' and country is not null) as target_countries,
        list_sort(list_distinct(flatten(list(ids) filter (role = 'source' and ids is not null)))) as source_actor_ids,
        list_sort(list_distinct(flatten(list(ids) filter (role = 'target' and ids is not null)))) as target_actor_ids
    from (
        select
            event_id, role, country, min(name) as name, list(name) filter (name is not null) as names,
            list(actor_id) filter (actor_id is not null) as ids
        from participants
        group by event_id, role, country
    )
    group by event_id
)
select
    e.canonical_id, e.date_from, e.date_to, e.extent, e.granularity, e.event_type, e.mode, e.plover, e.status, e.text,
    array_to_string(c.sources, ', ') as source, array_to_string(c.source_countries, ', ') as source_country,
    array_to_string(c.targets, ', ') as target, array_to_string(c.target_countries, ', ') as target_country, e.place,
    e.place_country, e.confidence, e.mentions, e.articles, e.event_id, e.doc_id, a.title, c.source_countries,
    c.target_countries, e.date_to - e.date_from + 1 as days, c.source_actor_ids, c.target_actor_ids, a.outlet,
    a.url as article_url, spot.latitude as place_latitude, spot.longitude as place_longitude,
    spot.precision as place_precision
from shown_events e
join articles a using (doc_id)
left join casts c using (event_id)
left join place_points spot on spot.place_key = place_key(e.place) and spot.country = coalesce(e.place_country, spot.only_country)
order by e.date_from nulls last, e.date_to, e.canonical_id;
