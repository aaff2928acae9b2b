-- Flags of the code $code and of the outlet $outlet (null is any) that $reviewer accepted or dismissed last, with their
-- documents.
select f.flag_id, f.doc_id
from main.flags f
join main.reviews r using (flag_id)
left join main.articles a on a.doc_id = f.doc_id
where f.state in ('accepted', 'dismissed') and r.withdrawn_at is null
    and f.code = coalesce($code, f.code) and ($outlet is null or a.outlet = $outlet)
group by f.flag_id, f.doc_id
having arg_max(r.reviewer, r.decided_at) = $reviewer;
