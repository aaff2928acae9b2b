-- Which country did what to which, month by month: events that happened and are dated to a month.
create or replace view who_did_what_by_month as
select
    date_trunc('month', date_from)::date as month, source_country as source, event_type, target_country as target,
    count(*) as events
from timeline
where status = 'happened' and date_trunc('month', date_from) = date_trunc('month', date_to)
group by all
order by month, events desc, source, event_type, target;
