-- $event_id: the mentions that are of one event with this one, itself among them, each with its sentence and its article.
with together as (
    select event_id, canonical_id from canonical_events
    where canonical_id = (select canonical_id from canonical_events where event_id = $event_id)
)
select
    e.event_id, t.canonical_id, e.doc_id, e.text, e.event_type, e.status, e.date_from, e.date_to, a.title, d.source_uri,
    a.duplicate_of, sentence_of(d.text, e.char_start, e.char_end) as sentence
from together t
join events e using (event_id)
join articles a using (doc_id)
join documents d using (doc_id)
order by e.event_id <> $event_id, e.doc_id, e.char_start
limit 60
