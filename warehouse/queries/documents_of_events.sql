-- $events: the documents that tell of them.
select distinct doc_id from upkeep.keys where event_id in (select unnest($events::varchar[]));
