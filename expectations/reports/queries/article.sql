-- The articles $docs with their documents. A document that has no article row yet is shown all the same.
select d.doc_id, d.source_uri, d.record, d.media_type, d.ingested_at, d.text, a.* exclude (doc_id)
from documents d left join articles a using (doc_id) where d.doc_id in (select unnest($docs))
