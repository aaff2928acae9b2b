-- Makes `timeline_events`: the $most best attested of `events_to_show`, each in a part of the page. A part is a stretch of
-- time: all of it, a decade, a year, a month or a day, the longest in which no more than $chunk events begin. So an event
-- that comes or goes changes one part, or splits one, and no other. What has no first day is parted by its last one, and
-- what has no day at all by its id.
create or replace temp table timeline_events as
with best as (  -- of those that one article tells, none less sure than these is chosen: few are left to be sorted
    select confidence from events_to_show order by confidence desc limit $most
),
chosen as (
    select canonical_id, stands_at, articles
    from events_to_show
    where articles > 1 or confidence >= (select min(confidence) from best)
    order by articles desc, confidence desc, canonical_id
    limit $most
),
dated as (
    select
        c.canonical_id, c.articles, e.event_id, e.doc_id, e.char_start, e.char_end, e.date_from, e.date_to, e.event_type, e.status,
        e.text, e.place, e.place_country, e.confidence,
        case when date_from is not null then '' when date_to is not null then 'by-' else 'undated-' end as kind,
        coalesce(date_from, date_to) as day, year(day) // 10 as decade
    from chosen c
    join events e on e.rowid = c.stands_at
)
select
    * exclude (kind, day, decade),
    kind || case
        when count(*) over (partition by kind) <= $chunk then 'all'
        when day is null then left(canonical_id, if(count(*) over (partition by kind) <= 16 * $chunk, 1, 2))
        when count(*) over (partition by kind, decade) <= $chunk then format('{:04d}s', decade * 10)
        when count(*) over (partition by kind, year(day)) <= $chunk then strftime(day, '%Y')
        when count(*) over (partition by kind, year(day), month(day)) <= $chunk then strftime(day, '%Y-%m')
        else strftime(day, '%Y-%m-%d')
    end as part
from dated;
