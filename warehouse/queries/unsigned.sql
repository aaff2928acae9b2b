-- Some of the articles without a signature yet, with their text; so many as are held in memory at once.
select d.doc_id, d.text
from articles a
join documents d using (doc_id)
anti join signatures s on s.doc_id = a.doc_id
limit 1000;
