-- Mentions that a link or a repost joins to others, with the event that they are of. What a repost tells is what its
-- original tells, word for word: the nth "signed" of a repost is the nth of its original. So the copy tells no second event
-- where its parse or its date came out otherwise, and what it adds of its own still stands for itself.
create or replace view joined_events as
with reposts as (
    select doc_id, duplicate_of from articles where duplicate_of is not null
),
told as (
    select event_id, doc_id, lemma, row_number() over (partition by doc_id, lemma order by char_start, event_id) as nth
    from events
    where doc_id in (select doc_id from reposts union select duplicate_of from reposts)
),
retold as (
    select copy.event_id, original.event_id as original_id
    from reposts r
    join told copy on copy.doc_id = r.doc_id
    join told original on original.doc_id = r.duplicate_of and original.lemma = copy.lemma and original.nth = copy.nth
),
involved as (
    select event_id from event_links union select event_id from retold union select original_id from retold
)
select i.event_id, coalesce(l.canonical_id, r.original_id, i.event_id) as canonical_id
from involved i
left join retold r using (event_id)
left join event_links l on l.event_id = coalesce(r.original_id, i.event_id);
