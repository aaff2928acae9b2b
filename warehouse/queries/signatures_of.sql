-- $docs: their signatures.
select doc_id, signature from main.signatures where doc_id in (select unnest($docs::varchar[]));
