-- What was planned, and whether any article tells that it happened.
create or replace view planned_and_happened as
with planned as (
    select * from mentions where status = 'planned' and event_type is not null
),
happened as (
    select * from mentions where status = 'happened'
)
select
    p.canonical_id, p.event_type, p.mode, p.text, p.source, p.target, p.place, p.date_from as planned_from,
    p.date_to as planned_to, p.doc_id as planned_in, h.date_from as happened_from, h.date_to as happened_to,
    h.doc_id as happened_in, h.event_id is not null as happened
from planned p
left join happened h using (canonical_id)
order by planned_from nulls last, p.canonical_id;
