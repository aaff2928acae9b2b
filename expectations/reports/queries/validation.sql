-- What each stage's suite said in each of the runs $runs: one row a run, stage and expectation, over the run's batches.
select run_id, stage, suite, expectation, coalesce(code, expectation) as code, severity, bool_and(success) as success,
       sum(unexpected_count)::bigint as unexpected_count, sum(element_count)::bigint as element_count
from validation_results
where list_contains($runs, run_id)
group by run_id, stage, suite, expectation, coalesce(code, expectation), severity
order by run_id, stage, success, severity_rank(severity), expectation
