-- What $what names that no flag is about yet: an event (its id or first letters; also one that a person struck out) or an
-- article (its id, first letters, or its source's name), three at most, as the flag would be that a person raises
-- (`raise_by_hand`).
with named as (
    select e.doc_id, e.event_id, e.char_start, e.char_end
    from events e
    where starts_with(e.event_id, $what)
    union
    select doc_id, event_id, char_start, char_end
    from flags
    where code = 'by_hand' and starts_with(event_id, $what)
    union all
    select a.doc_id, null, null, null
    from articles a
    join documents d using (doc_id)
    where starts_with(a.doc_id, $what) or d.source_uri = $what or ends_with(d.source_uri, '/' || $what)
)
select
    flag_id('by_hand', doc_id, event_id, char_start, char_end, null) as flag_id, doc_id, event_id, char_start, char_end,
    'by_hand' as code, 'info' as severity, 'unmarked' as state, d.source_uri, d.record,
    'Nothing was found wrong with it.' as message
from named
join documents d using (doc_id)
order by event_id, doc_id
limit 3
