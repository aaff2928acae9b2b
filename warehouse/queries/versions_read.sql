-- Every article with what worked it out last: the version of dateline (by its run) the models that read it,
-- and the user's own tables that they read it with.
select a.doc_id, coalesce(r.version, '') as version, coalesce(a.model, '') as model,
    coalesce(r.reference, '') as reference
from articles a
left join runs r using (run_id)
order by a.doc_id;
