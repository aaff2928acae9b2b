-- Which mentions people said are of one event, and which are not: the latest word on each two, in order of time.
with said as (
    select event_id, split_part(value, ' ', 3) as other_id, starts_with(value, 'same as ') as is_same, decided_at
    from main.reviews
    where code = 'same_event' and decision = 'corrected' and withdrawn_at is null
)
select event_id as one, other_id as other, is_same
from said
qualify row_number() over (partition by least(event_id, other_id), greatest(event_id, other_id) order by decided_at desc) = 1
order by decided_at, one, other;
