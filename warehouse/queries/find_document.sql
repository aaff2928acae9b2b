-- The documents that a person may mean: by id, by an event's id, by their first letters, or by the source's file name.
select distinct d.doc_id, d.source_uri, d.record
from documents d
where starts_with(d.doc_id, $what)
    or d.source_uri = $what
    or ends_with(d.source_uri, '/' || $what)
    or d.doc_id in (select doc_id from events where starts_with(event_id, $what))
order by d.source_uri, d.record;
