-- Every article with what worked it out last: the version of dateline (by its run) and the models that read it.
select a.doc_id, coalesce(r.version, '') as version, coalesce(a.model, '') as model
from articles a
left join runs r using (run_id)
order by a.doc_id;
