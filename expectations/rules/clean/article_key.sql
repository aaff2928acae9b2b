-- severity: critical
-- expects: A document has one article.
select doc_id, 'The batch holds ' || count(*) || ' articles of this document.' as message
from staging.articles
group by doc_id
having count(*) > 1
