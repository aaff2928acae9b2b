-- severity: warning
-- expects: What an article claims as its date is a date.
select doc_id, format('"{}" ({}) is given as the article''s date, but names no day.', left(claimed_value, 60), coalesce(claimed_date_source, 'no source')) as message
from staging.articles
where trim(claimed_value) <> '' and claimed_date is null
