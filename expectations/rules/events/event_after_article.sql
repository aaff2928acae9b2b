-- severity: warning
-- expects: No event is told as happened after the latest day the article can be from.
select
    e.doc_id, e.event_id, e.char_start, e.char_end,
    format('"{}" is told as happened {}, but the article was written {}.', left(e.text, 60), span_text(e.date_from, e.date_to),
        span_text(a.date_from, a.date_to)) as message,
    date_diff('day', a.date_to, e.date_from) as magnitude
from staging.events e
join staging.articles a using (doc_id)
where e.status = 'happened' and e.date_from > a.date_to
