-- severity: critical
-- expects: Every date expression's interval is ordered.
select doc_id, char_start, char_end, format('"{}" ends on {} before it begins on {}.', left(text, 60), day_text(date_to), day_text(date_from)) as message
from staging.timexes
where date_from > date_to
