-- Makes, once a connection, what every page of events is drawn from: the events of the view `timeline`, without who took
-- part. The view works out names and countries of every mention there is; here a page first chooses what it shows.
-- `told_together` has the mentions that a link or a repost joins to others: which one speaks for the event, and how many
-- articles tell of it. All others, by far the most, speak for themselves.
create temp table if not exists told_together as
with told as (
    select
        j.canonical_id, e.event_id, e.doc_id, e.char_start, e.char_end, e.confidence,
        coalesce(a.duplicate_of, a.doc_id) as story,
        row(status_rank(e.status), coalesce(e.date_to - e.date_from, 10000000), -e.confidence, e.event_id) as standing
    from joined_events j
    join events e using (event_id)
    join articles a using (doc_id)
    where e.event_type is not null and e.confidence >= least_confidence()
)
select
    canonical_id, event_id, doc_id, char_start, char_end, confidence,
    event_id = first_value(event_id) over (partition by canonical_id order by standing) as speaks,
    count(distinct story) over (partition by canonical_id) as articles
from told;

create temp view if not exists shown_events as
select coalesce(t.canonical_id, e.event_id) as canonical_id, coalesce(t.articles, 1) as articles, e.*
from events e
left join (select event_id, canonical_id, articles, speaks from told_together) t using (event_id)
where e.event_type is not null and e.confidence >= least_confidence() and coalesce(t.speaks, true);
