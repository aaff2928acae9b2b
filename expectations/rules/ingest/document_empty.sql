-- severity: warning
-- expects: A document has text.
-- do: Open the file: if it holds a text (as a picture, or drawn by a script), take that in; else dismiss.
select doc_id, concat_ws(' ', source_uri, nullif(record, '')) || ' was read, but no text came out of it.' as message
from staging.documents
where not regexp_matches(text, '\S')
