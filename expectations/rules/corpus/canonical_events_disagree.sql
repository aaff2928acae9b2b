-- severity: info
-- expects: Mentions of one event can be of one day, where the text dates both.
-- do: Read both sentences: set two events apart (`--apart-from`), or correct the day that is wrong (`--date`).
-- No warning: of two on whole articles none was of use, each was a link of ours too many.
with mentions as materialized (
    select l.canonical_id, e.event_id, e.doc_id, e.char_start, e.char_end, e.text, e.date_from, e.date_to
    from main.events e
    semi join upkeep.scope using (doc_id)
    join main.event_links l using (event_id)
    where e.extent = 'within' and e.date_basis = 'timex'  -- a day that was worked out is no word against another
),
canonical as (
    select event_id as canonical_id, date_from, date_to
    from main.events
    where date_basis = 'timex' and event_id in (select canonical_id from mentions)
)
select
    m.doc_id, m.event_id, m.char_start, m.char_end,
    format('"{}" is dated {} here and {} in another mention of the same event.', left(m.text, 60), span_text(m.date_from, m.date_to), span_text(c.date_from, c.date_to)) as message,
    days_apart(m.date_from, m.date_to, c.date_from, c.date_to) as magnitude
from mentions m
join canonical c using (canonical_id)
where days_apart(m.date_from, m.date_to, c.date_from, c.date_to) > 0
