-- Takes the articles of `replaced` (doc_id) out with all that was made of them. A link outlives it whose mention comes back.
create or replace temp table replaced_events as
    select event_id from main.events semi join replaced using (doc_id);

insert into upkeep.actors_due
    select distinct actor_id from main.participants where event_id in (from replaced_events) and actor_id is not null;
delete from main.participants where event_id in (from replaced_events);
delete from main.events where doc_id in (from replaced);
delete from main.timexes where doc_id in (from replaced);
delete from main.date_evidence where doc_id in (from replaced);
delete from main.regions where doc_id in (from replaced);
delete from main.articles where doc_id in (from replaced);

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
