-- severity: info
-- expects: An article's body has at least 200 characters.
-- do: Look at the page: if the rest of the story is on another page or needs a log-in, take the whole of it in; else dismiss.
-- Shorter ones are captions, alerts and error pages more often than stories.
select r.doc_id, format('The body has only {} characters.', sum(r.char_end - r.char_start)) as message
from staging.regions r
where r.kind = 'body'
group by r.doc_id
having sum(r.char_end - r.char_start) < 200
