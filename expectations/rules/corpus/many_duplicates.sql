-- severity: info
-- expects: Fewer than half of the articles repeat another.
select
    format('{} of {} articles repeat another one.', count(duplicate_of), count(*)) as message,
    100.0 * count(duplicate_of) / count(*) as magnitude
from main.articles
having count(*) >= 10 and count(duplicate_of) * 2 > count(*)
