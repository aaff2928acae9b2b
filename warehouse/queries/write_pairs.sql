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

-- Whom people set apart is looked at whenever anything is: what one of them is joined with no more, another may be.
insert into stirred
    select event_id
    from (
        select unnest([event_id, split_part(value, ' ', 3)]) as event_id
        from main.reviews
        where code = 'same_event' and decision = 'corrected' and withdrawn_at is null and starts_with(value, 'apart from ')
    )
    semi join upkeep.keys using (event_id);

-- All mentions of the canonical events that something stirred, as they are linked now, or are not.
create or replace temp table stirred_links as
with events_of as (
    select canonical_id from main.event_links where event_id in (select event_id from stirred)
    union
    select event_id from stirred
),
linked as (
    from main.event_links where canonical_id in (from events_of)
)
select event_id, l.canonical_id, l.score, event_id in (select event_id from upkeep.reheaded) as is_reheaded
from (select event_id from linked union select event_id from stirred)
left join main.event_links l using (event_id);
delete from upkeep.reheaded where event_id in (select event_id from stirred_links);
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
