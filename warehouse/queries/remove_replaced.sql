-- Make room for articles that were worked out again. What other steps know of them is carried over first.
update staging.articles s set duplicate_of = o.duplicate_of, duplicate_score = o.duplicate_score
from main.articles o
where o.doc_id = s.doc_id;

create or replace temp table replaced_events as
    select event_id from main.events semi join staging.articles using (doc_id);

delete from main.participants where event_id in (from replaced_events);
delete from main.events where doc_id in (select doc_id from staging.articles);
delete from main.timexes where doc_id in (select doc_id from staging.articles);
delete from main.date_evidence where doc_id in (select doc_id from staging.articles);
delete from main.regions where doc_id in (select doc_id from staging.articles);
delete from main.articles where doc_id in (select doc_id from staging.articles);

-- Links of mentions that are gone; where the canonical mention is gone, the first that is left stands for the event.
delete from main.event_links
where event_id in (from replaced_events) and event_id not in (select event_id from staging.events);

create or replace temp table orphans as
    select canonical_id, min(event_id) as heir
    from main.event_links
    where canonical_id in (from replaced_events) and canonical_id not in (select event_id from staging.events)
    group by canonical_id;
update main.event_links l set canonical_id = o.heir
from orphans o
where l.canonical_id = o.canonical_id;

drop table replaced_events;
drop table orphans;
