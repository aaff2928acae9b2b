-- For every shingle that the changed signatures hold: who held it before, who holds it now, in the order of their ids; each
-- with the next two after it. `incoming` are the new ones.
create or replace temp table holders as
with touched as (
    select distinct unnest(signature) as shingle from changed_signatures
),
kept as (
    select doc_id, unnest(signature) as shingle
    from main.signatures
    where doc_id not in (select doc_id from changed_signatures)
)
select distinct shingle, doc_id, true as was, true as is_now, false as is_changed from kept semi join touched using (shingle)
union all by name
select distinct shingle, doc_id, was, is_now, true as is_changed
from (select doc_id, unnest(signature) as shingle, was, is_now from changed_signatures);

delete from main.signatures where doc_id in (select doc_id from changed_signatures);
insert into main.signatures by name select *, len(signature) as length from incoming;

create or replace temp table counted_then as
    select one, other, count(*) as shared
    from (
        select doc_id as one, unnest([lead(doc_id, 1) over w, lead(doc_id, 2) over w]) as other, is_changed
        from holders where was
        window w as (partition by shingle order by doc_id)
    )
    where other is not null
    group by one, other;
create or replace temp table counted_now as
    select one, other, count(*) as shared
    from (
        select doc_id as one, unnest([lead(doc_id, 1) over w, lead(doc_id, 2) over w]) as other
        from holders where is_now
        window w as (partition by shingle order by doc_id)
    )
    where other is not null
    group by one, other;

-- Pairs whose number of shared shingles may be another one than it was: those of new documents, all of whose shingles were
-- looked at; and those that somebody has come between, or left, whose other shingles are still to be counted.
create or replace temp table recounted as
with touched as (
    select one, other
    from counted_then t full join counted_now n using (one, other)
    where t.shared is distinct from n.shared
),
partly as (
    select one, other from touched
    where one not in (select doc_id from changed_signatures) and other not in (select doc_id from changed_signatures)
),
shingles as (
    select distinct unnest(signature) as shingle
    from main.signatures
    where doc_id in (select one from partly union select other from partly)
),
all_holders as (
    select distinct shingle, doc_id from (select doc_id, unnest(signature) as shingle from main.signatures)
    semi join shingles using (shingle)
),
all_counted as (
    select one, other, count(*) as shared
    from (
        select doc_id as one, unnest([lead(doc_id, 1) over w, lead(doc_id, 2) over w]) as other
        from all_holders
        window w as (partition by shingle order by doc_id)
    )
    where other is not null
    group by one, other
)
select one, other, n.shared
from touched left join counted_now n using (one, other)
where (one, other) not in (from partly)
union all
select one, other, a.shared from partly left join all_counted a using (one, other);
drop table counted_then;
drop table counted_now;
drop table holders;
