-- The flags whose id begins with $prefix, three at most.
select f.*, a.title from flags f left join articles a using (doc_id)
where starts_with(f.flag_id, $prefix) order by f.flag_id limit 3
