-- severity: critical
-- expects: Every article's date interval is ordered.
select doc_id, format('The article''s date ends on {} before it begins on {}.', day_text(date_to), day_text(date_from)) as message
from staging.articles
where date_from > date_to
