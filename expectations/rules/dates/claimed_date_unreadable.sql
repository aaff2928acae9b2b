-- severity: warning
-- expects: What an article claims as its date is a date.
-- do: Say what the words mean with `--date`, or dismiss: the date is worked out from the text.
select doc_id, format('"{}" ({}) is given as the article''s date, but names no day.', left(claimed_value, 60), coalesce(claimed_date_source, 'no source')) as message
from staging.articles
where trim(claimed_value) <> '' and claimed_date is null
    -- a month names no day and is an answer all the same
    and not (date_verdict = 'consistent' and date_from is distinct from date_to)
