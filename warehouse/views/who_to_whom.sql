-- Who did what to whom: a row an event and pair of countries of its two sides, with the names of each. A side of no known
-- country is null. Where the same several countries are both sides (a meeting of three), none of them meets itself.
-- `in_year(date_from, date_to, 2017)` keeps what lies in that year, `maybe_in_year(…)` also what may.
create or replace view who_to_whom as
with sides as (
    select t.canonical_id, p.role, p.country, string_agg(distinct p.name, ', ' order by p.name) as names
    from timeline t
    join participants p using (event_id)
    group by all
)
select
    s.country as source_country, s.names as source, t.event_type, t.mode, t.status, o.country as target_country,
    o.names as target, t.date_from, t.date_to, t.days, t.text, t.place, t.confidence, t.mentions, t.articles,
    t.canonical_id, t.event_id, t.doc_id, t.title
from timeline t
left join sides s on s.canonical_id = t.canonical_id and s.role = 'source'
left join sides o on o.canonical_id = t.canonical_id and o.role = 'target'
where not coalesce(
    s.country is not distinct from o.country and len(t.source_countries) > 1
    and list_sort(t.source_countries) = list_sort(t.target_countries), false
)
order by t.date_from nulls last, t.date_to, t.canonical_id, s.country, o.country;
