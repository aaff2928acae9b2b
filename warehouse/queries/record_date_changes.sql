-- $run_id, $changed_at, $cause: articles whose date is another than it was.
insert into main.date_changes by name
select
    n.doc_id, $run_id as run_id, $changed_at as changed_at, o.date_from as old_from, o.date_to as old_to,
    n.date_from as new_from, n.date_to as new_to, o.date_verdict as old_verdict, n.date_verdict as new_verdict,
    coalesce($cause, nullif(n.date_reason, '')) as cause
from staging.articles n
join main.articles o using (doc_id)
where (o.date_from, o.date_to, o.date_verdict) is distinct from (n.date_from, n.date_to, n.date_verdict);
