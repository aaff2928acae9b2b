-- What people decided, the latest first, with the article it was about.
select
    r.flag_id, r.doc_id, r.event_id, r.code, r.decision, r.value, r.before, r.note, r.reviewer, r.decided_at,
    r.withdrawn_at, a.title
from reviews r left join articles a using (doc_id)
order by coalesce(r.withdrawn_at, r.decided_at) desc, r.flag_id limit $most
