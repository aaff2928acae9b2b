-- severity: info
-- expects: Events that only the article's date can date have an article dated to a year.
-- do: Date the article (`--date`), and these events follow.
-- Of events on record: what stands in no view misleads nobody.
select
    e.doc_id,
    format('{} no date but the article''s, {}.', case count(*) when 1 then '1 event has' else count(*) || ' events have' end,
        span_text(any_value(a.date_from), any_value(a.date_to))) as message,
    date_diff('day', any_value(a.date_from), any_value(a.date_to)) as magnitude
from staging.events e
join staging.articles a using (doc_id)
where e.date_basis = 'dct' and date_diff('day', a.date_from, a.date_to) > 366
    and e.event_type is not null and e.confidence >= least_confidence()
group by e.doc_id
