-- Who met whom: a row for each two who took part in an event of type CONSULT, in order of the alphabet. Two of one side
-- have met only where no other side is told ("Ada and Bo met"). `month` is given where the event lies within one.
create or replace view meetings as
with people as (
    select distinct t.canonical_id, p.role, p.name, p.country, coalesce(p.actor_id, p.name) as who
    from timeline t
    join participants p using (event_id)
    where t.event_type = 'CONSULT'
),
pairs as (
    select distinct one.canonical_id, one.name as one, one.country as one_country, other.name as other, other.country as other_country
    from people one
    join people other on other.canonical_id = one.canonical_id and other.who <> one.who and other.name > one.name
    where one.role <> other.role or (
        one.role = 'source' and not exists (from people p where p.canonical_id = one.canonical_id and p.role = 'target')
    )
)
select
    p.*, case when date_trunc('month', t.date_from) = date_trunc('month', t.date_to) then date_trunc('month', t.date_from)::date end as month,
    t.date_from, t.date_to, t.mode, t.status, t.place, t.text, t.confidence, t.articles, t.event_id, t.doc_id, t.title
from pairs p
join timeline t using (canonical_id)
order by t.date_from nulls last, p.one, p.other, p.canonical_id;
