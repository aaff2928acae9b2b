-- How many flags are open, by severity, and how many the run $run added.
select count(*) filter (where state = 'open') as open,
       count(*) filter (where state = 'open' and severity = 'critical') as critical,
       count(*) filter (where state = 'open' and severity = 'warning') as warning,
       count(*) filter (where state = 'open' and severity = 'info') as info,
       count(*) filter (where state = 'open' and run_id = $run) as fresh,
       count(*) filter (where state not in ('open', 'closed')) as decided
from flags
