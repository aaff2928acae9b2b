-- Open flags by kind, the gravest and most frequent first, and how many of them the run $run raised.
select code, severity, stage, count(*) as open, count(*) filter (where run_id = $run) as fresh, count(distinct doc_id) as articles
from flags where state = 'open'
group by code, severity, stage
order by severity_rank(severity), open desc, code
