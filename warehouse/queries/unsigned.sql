-- $docs: those articles among them that have no signature yet, with their text.
select doc_id, d.text
from main.articles
join main.documents d using (doc_id)
anti join main.signatures using (doc_id)
where doc_id in (select unnest($docs::varchar[]))
order by doc_id;
