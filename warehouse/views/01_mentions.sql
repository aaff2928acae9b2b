-- Event mentions sure enough to be shown, each with its canonical event and who took part.
create or replace view mentions as
with parts as (
    select
        event_id,
        string_agg(distinct name, ', ' order by name) filter (role = 'source') as source,
        string_agg(distinct name, ', ' order by name) filter (role = 'target') as target,
        any_value(country) filter (role = 'source') as source_country,
        any_value(country) filter (role = 'target') as target_country
    from participants
    group by event_id
)
select
    coalesce(l.canonical_id, e.event_id) as canonical_id, e.*, p.source, p.target, p.source_country, p.target_country,
    a.title, a.outlet, a.duplicate_of
from events e
join articles a using (doc_id)
left join parts p using (event_id)
left join event_links l using (event_id)
where e.confidence >= least_confidence();
