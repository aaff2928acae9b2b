-- severity: info
-- expects: An English article with a body reports an event.
-- do: Nothing to do, unless something happened in it.
select doc_id, 'No event was found in the article.' as message
from staging.articles a
semi join (from staging.regions where kind = 'body') using (doc_id)
anti join staging.events using (doc_id)
where a.language is null or a.language = 'en' or a.language like 'en-%'
