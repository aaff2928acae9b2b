-- severity: info
-- expects: Something says when an article was written.
-- do: Give the day with `--date` if you know it from elsewhere.
select doc_id, coalesce(nullif(date_reason, ''), 'Nothing in the text or around it says when the article was written.') as message
from staging.articles
where date_from is null and date_to is null
