-- What this run could not read.
select * from quarantine where run_id = $run_id order by source_uri, record, code;
