-- The last $most runs, newest first.
select run_id, started_at, finished_at, state, counts, model, version, message
from runs order by started_at desc, run_id desc limit $most
