-- $most: the last runs, newest first, with how many seconds each took.
select
    run_id, state, started_at, round(epoch(finished_at - started_at), 1) as seconds, counts, message, version, model
from runs
order by started_at desc, run_id desc
limit $most;
