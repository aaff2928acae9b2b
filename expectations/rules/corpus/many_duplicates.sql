-- severity: info
-- expects: Fewer than half of the articles repeat another.
-- do: Look whether one source was taken in twice.
select
    format('{} of {} articles repeat another one.', count(duplicate_of), count(*)) as message,
    100.0 * count(duplicate_of) / count(*) as magnitude
from main.articles
having count(*) >= 10 and count(duplicate_of) * 2 > count(*)
