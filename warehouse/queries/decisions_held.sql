-- $flag_id: the decisions on it that hold; where one is about a second mention, the document of that.
select r.decision, r.value, r.decided_at, e.doc_id
from main.reviews r
left join main.events e on r.code = 'same_event' and e.event_id = split_part(r.value, ' ', 3)
where r.flag_id = $flag_id and r.withdrawn_at is null
order by r.decided_at desc;
