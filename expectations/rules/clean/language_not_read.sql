-- severity: info
-- expects: An article is in English, the language that dates and events are read in.
-- do: If it is English after all, take it in again with `--language en`; else dismiss these together (`--code language_not_read`).
select doc_id, format('The article is in "{}": its plain dates are read, its events are not.', language) as message
from staging.articles
where language <> 'en' and language not like 'en-%'
