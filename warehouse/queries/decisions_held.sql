-- $flag_id: the decisions on it that hold; where one is about a second mention, the document of that.
select r.decision, r.value, r.decided_at, r.other_doc_id as doc_id
from main.reviews r
where r.flag_id = $flag_id and r.withdrawn_at is null
order by r.decided_at desc;
