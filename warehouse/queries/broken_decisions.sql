-- What people said of two mentions, and the links say otherwise.
with said as (
    select event_id, split_part(value, ' ', 3) as other_id, starts_with(value, 'same as ') as is_same, decided_at
    from main.reviews
    where code = 'same_event' and decision = 'corrected' and withdrawn_at is null
    qualify row_number() over (partition by least(event_id, other_id), greatest(event_id, other_id) order by decided_at desc) = 1
)
select s.event_id, s.other_id, s.is_same
from said s
join main.events a on a.event_id = s.event_id
join main.events b on b.event_id = s.other_id
left join main.event_links one on one.event_id = s.event_id
left join main.event_links other on other.event_id = s.other_id
where (coalesce(one.canonical_id, s.event_id) = coalesce(other.canonical_id, s.other_id)) <> s.is_same
order by s.decided_at;
