-- $docs: what these documents say, as far as a reader of news would go.
select doc_id, left(text, 50000) as text from documents where doc_id in (select unnest($docs::varchar[]));
