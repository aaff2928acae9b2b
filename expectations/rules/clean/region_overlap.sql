-- severity: critical
-- expects: The regions of a document do not overlap.
with ordered as (
    select *, lag(char_end) over (partition by doc_id order by char_start, char_end) as before
    from staging.regions
)
select doc_id, char_start, char_end, format('Region {} starts at {}, before the last one ended at {}.', kind, char_start, before) as message
from ordered
where char_start < before
