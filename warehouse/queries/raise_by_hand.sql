-- $doc_id, $event_id, $other_id: a flag on what a person has something to say about: an event, or else an article, or
-- whether two mentions are of one event. It is never open: it bears the decision, and is closed again when that is taken back.
insert into main.flags by name
with subject as (
    select doc_id, event_id, char_start, char_end, text, coalesce(event_type, 'no type') as event_type, status
    from main.events
    where event_id = $event_id
    union all
    select doc_id, null, null, null, coalesce(title, 'the article'), null, null
    from main.articles
    where $event_id is null and doc_id = $doc_id
),
other as (
    select any_value(text) as text from main.events where event_id = $other_id
),
raised as (
    select s.*, o.text as other_text, if($other_id is null, 'by_hand', 'same_event') as code
    from subject s
    cross join other o
)
select
    flag_id(code, doc_id, event_id, char_start, char_end, $other_id) as flag_id, doc_id, event_id, 'review' as stage,
    code as expectation, code, 'info' as severity,
    case code
        when 'by_hand' then 'A person looked at "' || text || '"' || coalesce(' (' || event_type || ', ' || status || ')', '') || '.'
        else 'A person looked whether "' || text || '" and "' || coalesce(other_text, $other_id) || '" are of one event.'
    end as message,
    char_start, char_end, (select max(run_id) from main.runs) as run_id, 'closed' as state
from raised
where flag_id(code, doc_id, event_id, char_start, char_end, $other_id) not in (select flag_id from main.flags);
