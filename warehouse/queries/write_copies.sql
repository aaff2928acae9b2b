-- `incoming`: those of the recounted pairs that share enough of their text; they take the place of what was known of them.
-- Then what stands in every story that this, or a document of `due_documents`, touches: `stirred_stories` and the
-- pairs of copies among them, `stirred_copies`.
create or replace temp table outdated as
    from upkeep.copies semi join recounted using (one, other)
    union
    from upkeep.copies where one in (select doc_id from changed_signatures)
    union
    from upkeep.copies where other in (select doc_id from changed_signatures);
delete from upkeep.copies c using outdated o where c.one = o.one and c.other = o.other;
insert into upkeep.copies by name from incoming;

create or replace temp table stirred_stories as
with stirred as (
    select doc_id from due_documents union select doc_id from changed_signatures
    union
    select doc_id from main.documents  -- at the same place: a half-written text and the whole one
    semi join (
        select source_uri, record from main.documents semi join due_documents using (doc_id) where source_uri <> '-'
    ) as places using (source_uri, record)
    union select one from outdated union select other from outdated
    union select one from incoming union select other from incoming
),
leaders as (
    select coalesce(duplicate_of, doc_id) as doc_id from main.articles semi join stirred using (doc_id)
    union from stirred
)
select
    doc_id, duplicate_of, date_from as day, coalesce(date_from = date_to, false) as is_exact, s.length
from main.articles
join main.signatures s using (doc_id)
where coalesce(duplicate_of, doc_id) in (from leaders) or doc_id in (from leaders);

create or replace temp table stirred_copies as
with near as materialized (
    from upkeep.copies where one in (select doc_id from stirred_stories)
    union
    from upkeep.copies where other in (select doc_id from stirred_stories)
)
from near
union
from upkeep.copies where part in (select part from near);
insert into upkeep.affected select doc_id from stirred_stories;
