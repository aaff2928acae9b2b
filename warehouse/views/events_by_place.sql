-- What happened where: the events whose place is told, with the country's name and, where the table `places` knows it, the
-- place's coordinates.
create or replace view events_by_place as
select
    t.place, t.place_country, c.name as country, t.place_latitude, t.place_longitude, t.place_precision, t.date_from,
    t.date_to, t.event_type, t.mode, t.status, t.source, t.text, t.target, t.confidence, t.articles, t.canonical_id,
    t.event_id, t.doc_id, t.title
from timeline t
left join places c on c.kind = 'country' and c.country = t.place_country
where t.place is not null
order by c.name, t.place, t.date_from nulls last, t.canonical_id;
