-- $docs: typed event mentions of these documents, with what tells whether two are of one event.
with wanted as materialized (
    select
        event_id, doc_id, char_start, char_end, event_type, mode, status, lemma, date_from, date_to, date_basis, place, place_country,
        retells, confidence
    from events
    where event_type is not null and doc_id in (select unnest($docs::varchar[]))
),
parts as (
    select
        event_id,
        list({role: role, name: name, country: country, sector: sector, actor: actor_id} order by role, char_start, name) as participants
    from participants
    where event_id in (select event_id from wanted)
    group by event_id
)
select
    event_id, null as canonical_id, doc_id, char_start, char_end, event_type, mode, status, lemma, date_from, date_to, date_basis, place, place_country,
    retells, confidence, coalesce(p.participants, []) as participants
from wanted
left join parts p using (event_id)
order by event_id;
