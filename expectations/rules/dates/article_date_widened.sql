-- severity: info
-- expects: More evidence narrows an article's date.
-- do: Read why it is less sure than before; give the day with `--date` if you know it.
-- It may widen when a witness turns out to be wrong, but not without saying so; a mismatch has a flag of its own. Who took
-- back a date that a person had given knows that it did.
select
    n.doc_id,
    format('Was written {}, as far as was known; now {}.{}', span_text(o.date_from, o.date_to), span_text(n.date_from, n.date_to),
        coalesce(' ' || nullif(n.date_reason, ''), '')) as message
from staging.articles n
join main.articles o using (doc_id)
where n.date_verdict <> 'mismatch' and ((o.date_from is not null and (n.date_from is null or n.date_from < o.date_from))
    or (o.date_to is not null and (n.date_to is null or n.date_to > o.date_to)))
    and n.doc_id not in (select doc_id from main.date_evidence where kind = 'review')
