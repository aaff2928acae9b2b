-- $before: runs that ended before then, but for the last that validated anything.
create or replace temp table old_runs as
    select run_id, coalesce(counts, '{}')::varchar = '{}' and state = 'completed' as changed_nothing
    from main.runs
    where finished_at < $before
        and run_id is distinct from (select arg_max(run_id, validated_at) from main.validation_results);
