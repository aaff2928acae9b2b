-- Mentions that a link or a repost joins to others, with the event that they are of. What a repost tells is what its
-- original tells, word for word: the nth "signed" of a repost is the nth of its original. So the copy tells no second event
-- where its parse or its date came out otherwise, and what it adds of its own still stands for itself.
create or replace view joined_events as
with families as (  -- numbers stand for documents: to sort mentions by them costs half
    select c.doc_id, c.rowid as doc, o.rowid as story, true as is_copy
    from articles c
    join articles o on o.doc_id = c.duplicate_of
    union all
    select doc_id, rowid, rowid, false
    from articles
    where doc_id in (select duplicate_of from articles)
),
told as (
    select
        e.event_id, e.lemma, f.story, f.is_copy,
        row_number() over (partition by f.doc, f.is_copy, e.lemma order by e.char_start, e.event_id) as nth
    from events e
    join families f using (doc_id)
),
retold as (
    select copy.event_id, original.event_id as original_id
    from (from told where is_copy) copy
    join (from told where not is_copy) original using (story, lemma, nth)
)
select r.event_id, coalesce(l.canonical_id, r.original_id) as canonical_id
from retold r
left join event_links l on l.event_id = r.original_id
union all
select event_id, canonical_id from event_links where event_id not in (select event_id from retold)
union all
select distinct original_id, original_id
from retold
where original_id not in (select event_id from event_links) and original_id not in (select event_id from retold);
