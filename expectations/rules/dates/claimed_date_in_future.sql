-- severity: warning
-- expects: No article claims a date after the day on which it was taken in.
-- do: Look whether the source writes day and month the other way round; give the day with `--date`.
select
    a.doc_id, date_diff('day', e.says_to, a.claimed_date) as magnitude,
    format('The claimed date, {}, is later than {}, when it was taken in.', day_text(a.claimed_date), day_text(e.quote::date)) as message
from staging.articles a
join staging.date_evidence e on e.doc_id = a.doc_id and e.kind = 'taken in'
where a.claimed_date > e.says_to
