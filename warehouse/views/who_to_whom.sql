-- Who did what to whom: a row an event and pair of countries of its two sides, with the names of each. A side of no known
-- country is null. Where the same several countries are both sides (a meeting of three), none of them meets itself.
-- `in_year(date_from, date_to, 2017)` keeps what lies in that year, `maybe_in_year(…)` also what may.
create or replace view who_to_whom as
with casts as (
    select
        event_id, list({country: country, names: names}) filter (role = 'source') as sources,
        list({country: country, names: names}) filter (role = 'target') as targets,
        list(country order by country) filter (role = 'source' and country is not null) as source_countries,
        list(country order by country) filter (role = 'target' and country is not null) as target_countries
    from (
        select event_id, role, country, string_agg(distinct name, ', ' order by name) as names
        from participants
        group by event_id, role, country
    )
    group by event_id
),
sided as (
    select
        e.*, a.title, coalesce(c.sources, [null]) as sources, coalesce(c.targets, [null]) as targets, c.source_countries,
        c.target_countries
    from shown_events e
    join articles a using (doc_id)
    left join casts c using (event_id)
),
by_source as (
    select *, unnest(sources) as s from sided
),
pairs as (
    select *, unnest(targets) as o from by_source
)
select
    s.country as source_country, s.names as source, event_type, mode, status, o.country as target_country,
    o.names as target, date_from, date_to, date_to - date_from + 1 as days, text, place, confidence, mentions, articles,
    canonical_id, event_id, doc_id, title
from pairs
where not coalesce(
    s.country is not distinct from o.country and len(source_countries) > 1 and source_countries = target_countries, false
)
order by date_from nulls last, date_to, canonical_id, s.country, o.country;
