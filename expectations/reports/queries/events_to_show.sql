-- Makes, once a connection, what every page of events is drawn from: the events of the view `timeline`, without who took
-- part; a page first chooses what it shows. They are those of the view `shown_events`, but what the view `told_together`
-- says is worked out once, and mentions are found by where they stand, which costs a fourth of finding them by their id.
create temp table if not exists event_tellings as from told_together;

create temp view if not exists events_to_show as
select coalesce(t.canonical_id, e.event_id) as canonical_id, coalesce(t.articles, 1) as articles, e.rowid as stands_at, e.*
from events e
left join (select stands_at, canonical_id, articles, speaks from event_tellings) t on t.stands_at = e.rowid
where e.event_type is not null and e.confidence >= least_confidence() and coalesce(t.speaks, true);
