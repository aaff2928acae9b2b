-- severity: critical
-- expects: Every date expression and every witness belongs to an article of the batch.
select doc_id, kind as part, format('A {} without an article.', kind) as message
from (select doc_id, 'date expression' as kind from staging.timexes union all select doc_id, 'witness' from staging.date_evidence)
anti join staging.articles using (doc_id)
group by doc_id, kind
