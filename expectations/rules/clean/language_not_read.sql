-- severity: info
-- expects: An article is in English, the language that dates and events are read in.
-- do: Nothing to do: its date is worked out, its events are not read.
select doc_id, format('The article is in "{}": its plain dates are read, its events are not.', language) as message
from staging.articles
where language <> 'en' and language not like 'en-%'
