-- $run_id. A flag is what is wrong with what, so the same finding of a later run is the same flag: reviewed ones keep
-- what was decided, closed ones open again. A review outlives even its flag.
merge into main.flags f
using (
    with offences as (
        select
            flag_id(code, doc_id, event_id, char_start, char_end, part) as flag_id, doc_id, event_id, stage, code as expectation, code, severity,
            coalesce(message, 'Broken: ' || code) as message, char_start, char_end, magnitude, $run_id as run_id
        from staging.offences
        qualify row_number() over (partition by flag_id order by magnitude desc nulls last) = 1
    ),
    decided as (
        select flag_id, arg_max(decision, decided_at) as decision
        from main.reviews
        where withdrawn_at is null
        group by flag_id
    )
    select offences.*, coalesce(decided.decision, 'open') as state
    from offences
    left join decided using (flag_id)
) o
on f.flag_id = o.flag_id
when matched then update set
    message = o.message, severity = o.severity, magnitude = o.magnitude,
    run_id = case when f.state = 'closed' then o.run_id else f.run_id end,
    state = case when f.state = 'closed' then o.state else f.state end
when not matched then insert by name;
