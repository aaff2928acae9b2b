-- `due_documents` (doc_id) are new or others than before, `incoming` their mentions as rows of upkeep.keys. In every
-- block that these touch, or touched, mentions get their place before and after: `then_at`, `now_at`. What lies further
-- than 20 from every change is left out: it keeps its neighbours.
create or replace temp table changed_keys as
    select *, true as was, false as is_now from upkeep.keys semi join due_documents using (doc_id)
    union all by name
    select *, false as was, true as is_now from incoming;

create or replace temp table placed as
with touched as (
    select distinct unnest(blocks) as block from changed_keys
),
kept as (
    select unnest(blocks) as block, * exclude (blocks) from upkeep.keys anti join due_documents using (doc_id)
),
members as (
    select *, true as was, true as is_now, false as is_changed from kept semi join touched using (block)
    union all by name
    select unnest(blocks) as block, * exclude (blocks), true as is_changed from changed_keys
),
ranked as (
    select
        *, row_number() over w as place_in_block, sum(was::integer) over w as then_at, sum(is_now::integer) over w as now_at
    from members
    window w as (partition by block order by date_from, date_to, place, event_id, is_now rows unbounded preceding)
),
near as (
    select
        *, max(if(is_changed, place_in_block, null)) over (partition by block order by place_in_block rows unbounded preceding) as before,
        min(if(is_changed, place_in_block, null)) over (
            partition by block order by place_in_block rows between current row and unbounded following
        ) as after
    from ranked
)
select block, event_id, doc_id, date_from, date_to, was, is_now, is_changed, then_at, now_at
from near
where place_in_block - before <= 20 or after - place_in_block <= 20;
