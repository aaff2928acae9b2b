-- One row an article: what its page claims, and when it was written by what its text tells.
-- events: how many event mentions it holds
select
    a.doc_id, d.source_uri, d.record, a.url, a.title, a.byline, a.outlet, a.language, a.claimed_date,
    a.claimed_date_source, a.date_from, a.date_to, a.date_verdict, a.duplicate_of, d.ingested_at,
    (select count(*) from events e where e.doc_id = a.doc_id) as events
from articles a
join documents d using (doc_id)
