-- The last $most runs, newest first, each with the flags that it raised.
with raised as (select run_id, count(*) as flagged from flags group by run_id)
select r.run_id, started_at, finished_at, state, counts, model, version, message, coalesce(flagged, 0) as flagged
from runs r left join raised using (run_id)
order by started_at desc, r.run_id desc limit $most
