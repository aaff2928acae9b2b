-- What people said of two mentions, and the links that follow it could not but say otherwise.
select s.one, s.other, s.is_same
from upkeep.decisions s
join main.events a on a.event_id = s.one
join main.events b on b.event_id = s.other
left join main.event_links one on one.event_id = s.one
left join main.event_links other on other.event_id = s.other
where (coalesce(one.canonical_id, s.one) = coalesce(other.canonical_id, s.other)) <> s.is_same
order by s.one, s.other;
