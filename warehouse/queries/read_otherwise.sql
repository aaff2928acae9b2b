-- $reference: how many articles were read with other tables of the user's own than these.
select count(*) as articles
from main.articles a
join runs r using (run_id)
where coalesce(r.reference, '') <> $reference;
