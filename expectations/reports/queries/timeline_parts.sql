-- The parts of the timeline, newest first, those without a first day behind the others; each with how many events it has
-- and a digest of what they are drawn from. An article that is worked out again has another row, and with it its events.
-- $pages: the articles that have a page.
with told as (
    select canonical_id, sum(hash(event_id, hash(a), p.doc_id is not null)::hugeint) as digest
    from timeline_mentions m
    join articles a using (doc_id)
    left join (select unnest($pages::varchar[]) as doc_id) p using (doc_id)
    group by canonical_id
)
select
    e.part, count(*) as events, bool_and(e.date_from is not null) as dated,
    (sum(hash(e.canonical_id, e.event_id, e.articles)::hugeint + t.digest) % 100000000000000000000000000000)::varchar as digest
from timeline_events e
join told t using (canonical_id)
group by e.part
order by max(e.date_from) desc nulls last, max(e.date_to) desc nulls last, e.part desc
