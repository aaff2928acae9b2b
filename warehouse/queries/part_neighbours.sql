-- Takes the keys and pairs of the changed documents out of upkeep and puts their new keys in. Pairs that others have come
-- between are taken out, too, unless the two are neighbours in another block. `stirred` are the mentions that lost a pair,
-- or are new or gone.
create or replace temp table lost as
    select distinct least(a.event_id, b.event_id) as one, greatest(a.event_id, b.event_id) as other
    from (select *, unnest([then_at // 20, then_at // 20 + 1]) as stretch from placed where was and not is_changed) a
    join (select *, then_at // 20 as stretch from placed where was and not is_changed) b using (block, stretch)
    where b.then_at > a.then_at and b.then_at - a.then_at <= 20 and b.now_at - a.now_at > 20;
create or replace temp table lost as select one, other from lost semi join upkeep.pairs using (one, other);

delete from upkeep.keys where doc_id in (select doc_id from due_documents);
insert into upkeep.keys by name from incoming;

create or replace temp table still as
with shared as (
    select l.one, l.other, unnest(list_intersect(a.blocks, b.blocks)) as block
    from lost l
    join upkeep.keys a on a.event_id = l.one
    join upkeep.keys b on b.event_id = l.other
),
ranked as (
    select block, event_id, row_number() over (partition by block order by date_from, date_to, place, event_id) as now_at
    from (select unnest(blocks) as block, event_id, date_from, date_to, place from upkeep.keys)
    semi join shared using (block)
)
select distinct s.one, s.other
from shared s
join ranked a on a.block = s.block and a.event_id = s.one
join ranked b on b.block = s.block and b.event_id = s.other
where abs(a.now_at - b.now_at) <= 20;

create or replace temp table gone as
    from upkeep.pairs where one in (select event_id from changed_keys)
    union
    from upkeep.pairs where other in (select event_id from changed_keys)
    union
    from upkeep.pairs semi join lost using (one, other) anti join still using (one, other);
delete from upkeep.pairs using gone where pairs.one = gone.one and pairs.other = gone.other;
create or replace temp table stirred as
    select event_id from changed_keys union select one from gone union select other from gone;
