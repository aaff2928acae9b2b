-- What a view leaves out, and why: nothing is missing unsaid. `counted` says what `rows_left_out` counts: event mentions
-- (rows of `events`) or events (rows of `timeline`). Each is counted once, for the first reason that applies.
create or replace view left_out as
with reasons as (
    select
        'timeline' as view_name, 'event mentions' as counted,
        case
            when e.confidence < least_confidence() then 'confidence below ' || least_confidence()
            when e.event_type is null then 'of no event type'
            when t.event_id is null then 'tells of an event that another mention speaks for'
        end as reason
    from events e
    left join (select event_id from shown_events) t using (event_id)
    union all
    select
        'who_did_what_by_month', 'events',
        case
            when status <> 'happened' then 'not told as happened: ' || status
            when date_from is null and date_to is null then 'undated'
            when date_from is null or date_to is null then 'open on one side'
            when date_trunc('month', date_from) <> date_trunc('month', date_to) then 'not within one month'
        end
    from shown_events
    union all
    select 'events_by_place', 'events', case when place is null then 'no place is told' end
    from shown_events
    union all
    select 'meetings', 'events', case when m.canonical_id is null then 'fewer than two who met are named' end
    from shown_events t
    left join (select distinct canonical_id from meetings) m using (canonical_id)
    where t.event_type = 'CONSULT'
    union all
    select
        'planned_and_happened', 'event mentions',
        case
            when e.confidence < least_confidence() then 'confidence below ' || least_confidence()
            when e.event_type is null then 'of no event type'
        end
    from events e
    where e.status = 'planned'
)
select view_name, reason, counted, count(*) as rows_left_out
from reasons
where reason is not null
group by all
order by view_name, rows_left_out desc, reason;
