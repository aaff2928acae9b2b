-- The flags whose id begins with $prefix, three at most, each with its article and document.
select f.*, a.title, d.source_uri, d.record
from flags f left join articles a using (doc_id) left join documents d using (doc_id)
where starts_with(f.flag_id, $prefix) order by f.flag_id limit 3
