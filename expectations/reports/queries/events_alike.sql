-- $event_id: events of its type that overlap its days and share a country or an actor with it, and are told as others: what
-- it may be of one event with. The nearest in days first.
with own as (
    select e.event_id, e.event_type, e.date_from, e.date_to, c.canonical_id
    from events e
    join canonical_events c using (event_id)
    where e.event_id = $event_id and e.event_type is not null
),
near as (
    select e.event_id, e.doc_id, e.text, e.status, e.date_from, e.date_to, e.char_start, e.char_end,
        abs(coalesce(e.date_from - o.date_from, 10000)) + abs(coalesce(e.date_to - o.date_to, 10000)) as off
    from events e
    join own o on e.event_type = o.event_type
    where e.date_from <= coalesce(o.date_to, o.date_from) + 3 and e.date_to >= coalesce(o.date_from, o.date_to) - 3
        and e.confidence >= least_confidence()
),
shared as (
    select distinct event_id
    from (
        select p.event_id, unnest([p.country, p.actor_id]) as what from participants p where p.event_id in (select event_id from near)
    )
    where what in (
        select unnest([p.country, p.actor_id]) from participants p where p.event_id = $event_id
    )
),
joined as (
    select n.*, c.canonical_id from near n semi join shared using (event_id) join canonical_events c using (event_id)
)
select j.event_id, j.doc_id, j.text, j.status, j.date_from, j.date_to, a.title, d.source_uri,
    sentence_of(d.text, j.char_start, j.char_end) as sentence
from joined j
join articles a using (doc_id)
join documents d using (doc_id)
where j.canonical_id not in (select canonical_id from own) and a.duplicate_of is null
qualify row_number() over (partition by j.canonical_id order by j.off, j.event_id) = 1
order by j.off, j.event_id
limit 12
