-- severity: critical
-- expects: Every document stands once, in the batch and in the warehouse.
select doc_id, 'Document ' || doc_id || ' is stored ' || count(*) || ' times.' as message
from (select doc_id from staging.documents union all select doc_id from main.documents semi join staging.documents using (doc_id))
group by doc_id
having count(*) > 1
