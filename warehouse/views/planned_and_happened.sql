-- What was planned, and whether any article tells that it happened: one row a plan, however many mentions tell of it.
-- The best-dated mention speaks for the plan, and the best-dated one for what came of it. What was over before the days
-- of the plan did not come of it.
create or replace view planned_and_happened as
with planned as (
    select *, count(*) over same as told
    from mentions
    where status = 'planned' and event_type is not null
    window same as (partition by canonical_id)
    qualify row_number() over (
        partition by canonical_id order by date_to - date_from nulls last, confidence desc, event_id
    ) = 1
),
happened as (
    select h.*, count(*) over same as told
    from mentions h
    join planned p on h.canonical_id = p.canonical_id and not coalesce(h.date_to < p.date_from, false)
    where h.status = 'happened'
    window same as (partition by h.canonical_id)
    qualify row_number() over (
        partition by h.canonical_id order by h.date_to - h.date_from nulls last, h.confidence desc, h.event_id
    ) = 1
)
select
    p.canonical_id, p.event_type, p.mode, p.text, p.source, p.target, p.place, p.date_from as planned_from,
    p.date_to as planned_to, p.doc_id as planned_in, h.date_from as happened_from, h.date_to as happened_to,
    h.doc_id as happened_in, h.event_id is not null as happened, p.told as planned_mentions,
    coalesce(h.told, 0) as happened_mentions
from planned p
left join happened h using (canonical_id)
order by planned_from nulls last, p.canonical_id;
