-- severity: warning
-- expects: A document has text.
-- do: Nothing to do, unless there should be a text: then look at the file.
select doc_id, concat_ws(' ', source_uri, nullif(record, '')) || ' was read, but no text came out of it.' as message
from staging.documents
where not regexp_matches(text, '\S')
