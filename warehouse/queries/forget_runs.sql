-- `old_runs` are forgotten: what they were validated with; and the runs themselves, where they changed nothing.
delete from main.validation_results where run_id in (select run_id from old_runs);
delete from main.runs where run_id in (select run_id from old_runs where changed_nothing);
drop table old_runs;
