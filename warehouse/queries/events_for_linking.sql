-- Typed event mentions with what tells whether two are of one event, in a stable order.
with parts as (
    select
        event_id,
        list({role: role, name: name, country: country, sector: sector, actor: actor_id} order by role, char_start, name) as participants
    from participants
    group by event_id
)
select
    e.event_id, coalesce(l.canonical_id, e.event_id) as canonical_id, e.doc_id, a.duplicate_of, e.event_type, e.mode,
    e.status, e.lemma, e.text, e.date_from, e.date_to, e.extent, e.granularity, e.date_basis, e.place, e.place_country,
    e.confidence, e.retells, e.char_start, coalesce(p.participants, []) as participants, a.date_from as article_from,
    a.date_to as article_to, a.date_verdict
from events e
join articles a using (doc_id)
left join parts p using (event_id)
left join event_links l using (event_id)
where e.event_type is not null
order by e.doc_id, e.char_start;
