-- severity: info
-- expects: Events that only the article's date can date have an article dated to a month.
select
    e.doc_id,
    format('{} events have no date but the article''s, {}.', count(*), span_text(any_value(a.date_from), any_value(a.date_to))) as message,
    date_diff('day', any_value(a.date_from), any_value(a.date_to)) as magnitude
from staging.events e
join staging.articles a using (doc_id)
where e.date_basis = 'dct' and date_diff('day', a.date_from, a.date_to) > 31
group by e.doc_id
