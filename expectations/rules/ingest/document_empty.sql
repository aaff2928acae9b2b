-- severity: warning
-- expects: A document has text.
select doc_id, source_uri || ' ' || record || ' was read, but no text came out of it.' as message
from staging.documents
where trim(text) = ''
