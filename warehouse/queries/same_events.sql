-- Which mentions people said are of one event, and which are not: the latest word on each two, in order of time. A mention
-- that is cut otherwise than it was then is the one that shares most with it now; one that is gone keeps its name.
with said as (
    select
        r.event_id, split_part(r.value, ' ', 3) as other_id, starts_with(r.value, 'same as ') as is_same, r.decided_at,
        r.doc_id, f.char_start, f.char_end, r.other_doc_id, r.other_start, r.other_end
    from main.reviews r
    left join main.flags f using (flag_id)
    where r.code = 'same_event' and r.decision = 'corrected' and r.withdrawn_at is null
),
named as (
    select event_id as named, doc_id, char_start, char_end from said
    union
    select other_id, other_doc_id, other_start, other_end from said
),
now as (
    select n.named, e.event_id
    from named n
    join main.events e on e.doc_id = n.doc_id and e.char_start < n.char_end and e.char_end > n.char_start
    qualify row_number() over (
        partition by n.named
        order by e.event_id = n.named desc, least(e.char_end, n.char_end) - greatest(e.char_start, n.char_start) desc, e.char_start
    ) = 1
),
placed as (
    select coalesce(a.event_id, s.event_id) as one, coalesce(b.event_id, s.other_id) as other, s.is_same, s.decided_at
    from said s
    left join now a on a.named = s.event_id
    left join now b on b.named = s.other_id
)
select one, other, is_same
from placed
where one <> other
qualify row_number() over (partition by least(one, other), greatest(one, other) order by decided_at desc) = 1
order by decided_at, one, other;
