-- $ids
select doc_id, source_uri, record, media_type, text, metadata, ingested_at
from main.documents
where doc_id in (select unnest($ids::varchar[]))
order by ingested_at, doc_id;
