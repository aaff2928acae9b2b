-- Mentions sure enough to be shown that a link or a repost joins to others, each with its event: how many mentions and
-- articles tell of that, and whether this one `speaks` for it: the best dated of the surest status. All other mentions, by
-- far the most, speak for themselves.
create or replace view told_together as
with sure as (
    select *, rowid as stands_at from events where event_type is not null and confidence >= least_confidence()
),
told as (
    select
        j.canonical_id, e.event_id, e.doc_id, e.char_start, e.char_end, e.confidence, e.stands_at,
        coalesce(a.duplicate_of, a.doc_id) as story,  -- a copy of an article is no second witness
        row(status_rank(e.status), coalesce(e.date_to - e.date_from, 10000000), -e.confidence, e.event_id) as standing
    from sure e
    join joined_events j using (event_id)
    join articles a using (doc_id)
),
counted as (
    select canonical_id, first(event_id order by standing) as speaker, count(*) as mentions, count(distinct story) as articles
    from told
    group by canonical_id
)
select
    t.canonical_id, t.event_id, t.doc_id, t.char_start, t.char_end, t.confidence, t.event_id = c.speaker as speaks,
    c.mentions, c.articles, t.stands_at
from told t
join counted c using (canonical_id);
