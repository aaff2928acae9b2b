-- Which country did what to which, month by month: events that happened and are dated within a month.
-- An event counts once for each pair of a country of its source and one of its target; a side of no known country is
-- null. Where the same several countries are both sides (a meeting of three), none of them meets itself.
-- What is dated to no one month stands in `left_out`.
create or replace view who_did_what_by_month as
with dated as (
    select
        date_trunc('month', date_from)::date as month, event_type, coalesce(source_countries, [null]) as sources,
        coalesce(target_countries, [null]) as targets
    from timeline
    where status = 'happened' and date_trunc('month', date_from) = date_trunc('month', date_to)
),
by_source as (
    select month, event_type, sources, targets, unnest(sources) as source from dated
),
pairs as (
    select month, event_type, sources, targets, source, unnest(targets) as target from by_source
)
select month, source, event_type, target, count(*) as events
from pairs
where not (source is not distinct from target and len(sources) > 1 and list_sort(sources) = list_sort(targets))
group by all
order by month, events desc, source, event_type, target;
