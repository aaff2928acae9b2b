-- severity: critical
-- expects: Every event has its article and the date expression that it names.
select e.doc_id, e.event_id, e.char_start, e.char_end,
    case when a.doc_id is null then 'The event has no article in the batch.' else 'The event is dated by a date expression that is not there.' end as message
from staging.events e
left join staging.articles a using (doc_id)
left join (select distinct timex_id from staging.timexes) t using (timex_id)
where a.doc_id is null or (e.timex_id is not null and t.timex_id is null)
