-- severity: warning
-- expects: Claims of when a page was published agree, to a day.
-- do: Look at the page and give the day on which it was published with `--date`.
-- One instant is two days in two time zones.
with published as (
    select doc_id, min(day) as first, max(day) as last, arg_min(source, day) as first_source, arg_max(source, day) as last_source
    from staging.claims
    where role = 'published'
    group by doc_id
)
select
    doc_id,
    format('Published on {} ({}) or on {} ({}): the claims contradict each other.', day_text(first), first_source, day_text(last), last_source) as message,
    date_diff('day', first, last) as magnitude
from published
where last > first + 1
