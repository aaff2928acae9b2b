-- What each reviewer said last of each flag and did not take back, with how many reviewers have said something of it.
select
    r.flag_id, r.code, r.doc_id, r.reviewer, r.decision, r.value, r.decided_at, a.title,
    count(*) over (partition by r.flag_id) as reviewers
from reviews r
left join articles a using (doc_id)
where r.withdrawn_at is null
qualify row_number() over (partition by r.flag_id, r.reviewer order by r.decided_at desc) = 1
order by r.flag_id, r.reviewer
