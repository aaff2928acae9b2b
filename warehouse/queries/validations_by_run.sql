-- $stages, $runs: what came of each expectation in each of the latest runs, its batches taken together. Offenders are the
-- first that any batch named.
with latest as (
    select run_id, started_at, row_number() over (order by started_at desc) as age from runs
),
named as (
    select run_id, stage, code, list(offender) as offenders
    from (
        select run_id, stage, code, unnest(details -> '$.offenders[*]') as offender
        from validation_results
        where not success
    )
    group by all
)
select
    v.run_id, l.started_at, v.stage, v.code, v.expectation, any_value(v.severity) as severity, bool_and(v.success) as success,
    sum(v.unexpected_count)::bigint as unexpected_count, sum(v.element_count)::bigint as element_count,
    count(*) as batches, max(v.details ->> 'could_not_run') as error, list_slice(any_value(n.offenders), 1, 200) as offenders
from validation_results v
join latest l using (run_id)
left join named n using (run_id, stage, code)
where l.age <= $runs and v.stage in (select unnest($stages::varchar[]))
group by v.run_id, l.started_at, v.stage, v.code, v.expectation
order by l.started_at desc, v.stage, v.code;
