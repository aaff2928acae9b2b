-- severity: warning
-- expects: A document has text.
select doc_id, concat_ws(' ', source_uri, nullif(record, '')) || ' was read, but no text came out of it.' as message
from staging.documents
where not regexp_matches(text, '\S')
