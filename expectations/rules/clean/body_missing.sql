-- severity: warning
-- expects: An article has a body.
-- do: Look at the page: if there is a story on it, take it in as plain text; if there is none, dismiss.
select doc_id, format('None of the {} characters was taken for the body of an article.', text_length) as message
from staging.articles
anti join (from staging.regions where kind = 'body') using (doc_id)
where text_length > 0
