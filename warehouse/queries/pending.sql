-- Documents that no run has finished yet, in the order in which they came.
select doc_id, strlen(text) as size
from main.documents
anti join main.articles using (doc_id)
order by ingested_at, doc_id;
