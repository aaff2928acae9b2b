-- Articles whose claimed date cannot be the day they were written, the worst first, with the newest event they tell of.
create or replace view date_disagreements as
with newest as (
    select doc_id, max(date_from) as newest_event, arg_max(text, date_from) as newest_event_text
    from events
    where status = 'happened' and date_basis <> 'dct'
    group by doc_id
)
select
    a.doc_id, a.title, a.outlet, a.claimed_date, a.claimed_date_source, a.date_from, a.date_to,
    days_apart(a.claimed_date, a.claimed_date, a.date_from, a.date_to) as days_off,
    n.newest_event, n.newest_event_text, a.date_reason, d.source_uri, d.record
from articles a
join documents d using (doc_id)
left join newest n using (doc_id)
where a.date_verdict = 'mismatch'
order by days_off desc, a.doc_id;
