-- Flags, worst first; with only_open, those that nobody has decided.
select f.*, d.source_uri, d.record
from flags f
left join documents d using (doc_id)
where f.state = 'open' or (not $only_open and f.state <> 'closed')
order by severity_rank(f.severity), f.magnitude desc nulls last, f.code, f.doc_id, f.char_start
limit $limit;
