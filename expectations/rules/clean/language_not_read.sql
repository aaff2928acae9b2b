-- severity: info
-- expects: An article is in English, the language that dates and events are read in.
select doc_id, format('The article is in "{}": its dates and events are not read, or only in part.', language) as message
from staging.articles
where language <> 'en' and language not like 'en-%'
