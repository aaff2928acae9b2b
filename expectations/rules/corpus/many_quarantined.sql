-- severity: warning
-- expects: Fewer than half of the inputs of the latest run were set aside.
-- do: `dateline quarantine` says why; mostly one kind of file is not read.
with latest as (select max_by(run_id, started_at) as run_id from main.runs),
read as (
    select
        (select count(*) from main.documents semi join latest using (run_id)) as documents,
        (select count(*) from main.quarantine semi join latest using (run_id)) as set_aside
)
select format('{} inputs were set aside and {} documents read.', set_aside, documents) as message, set_aside as magnitude
from read
where set_aside >= 10 and set_aside > documents
