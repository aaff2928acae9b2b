-- severity: info
-- expects: Fewer than half of the articles are undated.
-- do: Look whether the source has dates in a field that `--field published=NAME` would name.
select
    format('{} of {} articles have no date at all.', count(*) filter (date_from is null and date_to is null), count(*)) as message,
    100.0 * count(*) filter (date_from is null and date_to is null) / count(*) as magnitude
from main.articles
having count(*) >= 10 and count(*) filter (date_from is null and date_to is null) * 2 > count(*)
