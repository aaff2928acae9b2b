-- $doc_id: the other documents that tell the same story in the same words, whichever of them counts as the first.
with stories as (select doc_id, coalesce(duplicate_of, doc_id) as story from articles)
select s.doc_id, d.source_uri
from stories s
join documents d using (doc_id)
where s.story = (select story from stories where doc_id = $doc_id) and s.doc_id <> $doc_id
order by d.source_uri, s.doc_id;
