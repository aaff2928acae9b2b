-- What was planned, and whether any article tells that it happened: one row a plan, however many mentions tell of it.
-- The best-dated mention speaks for the plan, and the best-dated one for what came of it.
create or replace view planned_and_happened as
with ranked as (
    select
        *, count(*) over told as told,
        row_number() over (
            partition by canonical_id, status order by date_to - date_from nulls last, confidence desc, event_id
        ) as place_in_line
    from mentions
    where status = 'happened' or (status = 'planned' and event_type is not null)
    window told as (partition by canonical_id, status)
),
planned as (
    from ranked where status = 'planned' and place_in_line = 1
),
happened as (
    from ranked where status = 'happened' and place_in_line = 1
)
select
    p.canonical_id, p.event_type, p.mode, p.text, p.source, p.target, p.place, p.date_from as planned_from,
    p.date_to as planned_to, p.doc_id as planned_in, h.date_from as happened_from, h.date_to as happened_to,
    h.doc_id as happened_in, h.event_id is not null as happened, p.told as planned_mentions,
    coalesce(h.told, 0) as happened_mentions
from planned p
left join happened h using (canonical_id)
order by planned_from nulls last, p.canonical_id;
