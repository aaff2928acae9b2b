-- Every article's signature, with the earliest day that it may be from and whether that is the one day it is from.
select s.doc_id, s.signature, a.date_from as day, coalesce(a.date_from = a.date_to, false) as is_exact, a.duplicate_of
from signatures s
join articles a using (doc_id)
order by s.doc_id;
