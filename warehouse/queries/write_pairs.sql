-- `incoming` (one, other, likelihood, one_doc, other_doc): events that are probably one and stand beside one another.
insert into upkeep.pairs by name select distinct * from incoming anti join upkeep.pairs using (one, other);

-- Which of the pairs of two documents hold depends on all of theirs: where one came or went, all are stirred.
create or replace temp table stirred_documents as
    select one_doc, other_doc from incoming union select one_doc, other_doc from gone;
insert into stirred
    select one from incoming union select other from incoming
    union
    select one from upkeep.pairs semi join stirred_documents using (one_doc, other_doc)
    union
    select other from upkeep.pairs semi join stirred_documents using (one_doc, other_doc);

-- All mentions of the canonical events that something stirred, as they are linked now, or are not.
create or replace temp table stirred_links as
with events_of as (
    select canonical_id from upkeep.links where event_id in (select event_id from stirred)
    union
    select event_id from stirred
),
linked as (
    from upkeep.links where canonical_id in (from events_of)
)
select event_id, l.canonical_id, l.score
from (select event_id from linked union select event_id from stirred)
left join upkeep.links l using (event_id);
create or replace temp table stirred_pairs as
with touching as (
    select one_doc, other_doc from upkeep.pairs where one in (select event_id from stirred_links)
    union
    select one_doc, other_doc from upkeep.pairs where other in (select event_id from stirred_links)
)
from upkeep.pairs semi join touching using (one_doc, other_doc);
insert into upkeep.affected
    select distinct doc_id from upkeep.keys where event_id in (select event_id from stirred_links)
    union
    select doc_id from due_documents;
