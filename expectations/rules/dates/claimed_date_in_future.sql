-- severity: warning
-- expects: No article claims a date after the day it is looked at.
-- One day is allowed for time zones ahead of UTC.
select doc_id, format('The claimed date, {}, is still to come.', day_text(claimed_date)) as message, date_diff('day', current_date, claimed_date) as magnitude
from staging.articles
where claimed_date > current_date + 1
