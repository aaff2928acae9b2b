-- `incoming` (doc_id, deleted_by, reason): documents that have to go, with everything that was read out of them. A tombstone
-- stays. Links, copies and bounds of others are due; what they were found by goes when these are worked out.
insert into main.tombstones by name
    select d.doc_id, sha256(d.text) as text_digest, now() as deleted_at, i.deleted_by, i.reason
    from main.documents d
    join incoming i using (doc_id);

create or replace temp table gone as
    select doc_id, source_uri, record, parse_filename(source_uri) as file_name, run_id
    from main.documents
    semi join incoming using (doc_id);
create or replace temp table gone_events as
    select event_id from main.events semi join gone using (doc_id);
create or replace temp table gone_runs as
    select run_id from gone
    union
    select run_id from main.articles semi join gone using (doc_id)
    union
    select run_id from main.flags semi join gone using (doc_id)
    union
    select run_id from main.date_changes semi join gone using (doc_id);

-- What others' findings quote of it or call it.
delete from main.flags f
where f.doc_id in (select doc_id from gone)
    or f.event_id in (from gone_events)
    or exists (from gone where contains(f.message, left(gone.doc_id, 12)) or contains(f.message, gone.file_name));
delete from main.reviews where doc_id in (select doc_id from gone) or event_id in (from gone_events);
update main.validation_results v
set details = json_merge_patch(details, '{"offenders": []}')
where run_id in (from gone_runs) or exists (from gone where contains(v.details::varchar, gone.doc_id));

insert into upkeep.actors_due
    select distinct actor_id from main.participants where event_id in (from gone_events) and actor_id is not null;
delete from main.participants where event_id in (from gone_events);
delete from main.event_links where event_id in (from gone_events);
delete from main.events where doc_id in (select doc_id from gone);
delete from main.timexes where doc_id in (select doc_id from gone);
delete from main.date_evidence where doc_id in (select doc_id from gone);
delete from main.date_changes where doc_id in (select doc_id from gone);
delete from main.regions where doc_id in (select doc_id from gone);
delete from main.articles where doc_id in (select doc_id from gone);
delete from main.quarantine where (source_uri, record) in (select (source_uri, record) from gone);
delete from main.documents where doc_id in (select doc_id from gone);
insert into upkeep.due select doc_id from gone;
delete from upkeep.inputs where path in (select source_uri from gone);
delete from upkeep.awaited where (document->>'doc_id') in (select doc_id from gone);
delete from main.fetches where address in (select source_uri from gone);

drop table gone;
drop table gone_events;
drop table gone_runs;
