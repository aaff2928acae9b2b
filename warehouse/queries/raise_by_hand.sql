-- $doc_id, $event_id: a flag on what a person has something to say about, an event or else an article. It is never open: it
-- bears the decision, and is closed again when that is taken back.
insert into main.flags by name
with subject as (
    select doc_id, event_id, char_start, char_end, text, coalesce(event_type, 'no type') as event_type, status
    from main.events
    where event_id = $event_id
    union all
    select doc_id, null, null, null, coalesce(title, 'the article'), null, null
    from main.articles
    where $event_id is null and doc_id = $doc_id
)
select
    flag_id('by_hand', doc_id, event_id, char_start, char_end, null) as flag_id, doc_id, event_id, 'review' as stage,
    'by_hand' as expectation, 'by_hand' as code, 'info' as severity,
    'A person looked at "' || text || '"' || coalesce(' (' || event_type || ', ' || status || ')', '') || '.' as message,
    char_start, char_end, (select max(run_id) from main.runs) as run_id, 'closed' as state
from subject
where flag_id('by_hand', doc_id, event_id, char_start, char_end, null) not in (select flag_id from main.flags);
