-- The open flags that this run raised first, worst first.
select f.flag_id, f.severity, f.code, f.message, f.doc_id, f.event_id, d.source_uri, d.record
from flags f
left join documents d using (doc_id)
where f.state = 'open' and f.run_id = $run_id
order by severity_rank(f.severity), f.magnitude desc nulls last, f.code, f.doc_id, f.char_start
limit $limit;
