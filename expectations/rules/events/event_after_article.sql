-- severity: warning
-- expects: No event is told as happened after the latest day the article can be from.
-- do: The words name a later day themselves: either the article's date is wrong (`--date` of the article's own flag), or the day is not that event's: correct that.
-- One finding an article, at the event that is furthest off: where the article's date is wrong, all its events are.
-- Only what is on record and dated by words that name their year: a day that was worked out from the article's own date,
-- or from a tense, cannot speak against that date. (Of 20 such findings on 35 articles none was of use.)
with dated as (
    select e.doc_id, e.event_id, e.char_start, e.char_end, e.text, e.date_from, e.date_to
    from staging.events e
    join staging.timexes t using (timex_id)
    where e.status = 'happened' and e.event_type is not null and e.confidence >= least_confidence()
        and e.date_basis = 'timex' and t.anchor = 'self'
)
select
    e.doc_id, e.event_id, e.char_start, e.char_end,
    format('"{}" is told as happened {}, but the article was written {}.{}', left(e.text, 60), span_text(e.date_from, e.date_to),
        span_text(a.date_from, a.date_to),
        case count(*) over of_article
            when 1 then '' when 2 then ' So is another event.'
            else format(' So are {} other events.', count(*) over of_article - 1)
        end
    ) as message,
    date_diff('day', a.date_to, e.date_from) as magnitude
from dated e
join staging.articles a using (doc_id)
where e.date_from > a.date_to
window of_article as (partition by e.doc_id)
qualify row_number() over (partition by e.doc_id order by e.date_from desc, e.char_start) = 1
