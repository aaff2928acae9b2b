-- Who met whom: a row for each two who took part in an event of type CONSULT, in order of the alphabet. Two of one side
-- have met only where no other side is told ("Ada and Bo met"). `month` is given where the event lies within one.
create or replace view meetings as
with people as (
    select distinct e.event_id, p.role, p.name, p.country, coalesce(p.actor_id, p.name) as who
    from shown_events e
    join participants p using (event_id)
    where e.event_type = 'CONSULT'
),
pairs as (
    select distinct one.event_id, one.name as one, one.country as one_country, other.name as other, other.country as other_country
    from people one
    join people other on other.event_id = one.event_id and other.who <> one.who and other.name > one.name
    where one.role <> other.role or (
        one.role = 'source' and not exists (from people p where p.event_id = one.event_id and p.role = 'target')
    )
)
select
    e.canonical_id, p.one, p.one_country, p.other, p.other_country,
    case when date_trunc('month', e.date_from) = date_trunc('month', e.date_to) then date_trunc('month', e.date_from)::date end as month,
    e.date_from, e.date_to, e.mode, e.status, e.place, e.text, e.confidence, e.articles, e.event_id, e.doc_id, a.title
from pairs p
join shown_events e using (event_id)
join articles a using (doc_id)
order by e.date_from nulls last, p.one, p.other, e.canonical_id;
