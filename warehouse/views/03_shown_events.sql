-- The events of the view `timeline` without who took part: to count them, and to choose among them, costs a fifth.
create or replace view shown_events as
select
    coalesce(t.canonical_id, e.event_id) as canonical_id, coalesce(t.mentions, 1) as mentions,
    coalesce(t.articles, 1) as articles, e.*
from events e
left join (select event_id, canonical_id, mentions, articles, speaks from told_together) t using (event_id)
where e.event_type is not null and e.confidence >= least_confidence() and coalesce(t.speaks, true);
