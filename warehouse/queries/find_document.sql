-- The documents that a person may mean: by the source's file name, or else by id, by an event's id, or by their first
-- letters, of which fewer than four are no name: "13" is rather the beginning of a file's.
with by_name as (
    select doc_id from documents where source_uri = $what or ends_with(source_uri, '/' || $what)
),
by_id as (
    select doc_id from documents where starts_with(doc_id, $what)
    union
    select doc_id from events where starts_with(event_id, $what)
)
select doc_id, source_uri, record
from documents
where doc_id in (from by_name)
    or (length($what) >= 4 and not exists (from by_name) and doc_id in (from by_id))
order by source_uri, record;
