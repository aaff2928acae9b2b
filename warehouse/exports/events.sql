-- One row an event, as the view timeline has it, with the article that speaks for it.
-- canonical_id: the event, under whatever words articles tell of it
-- is_one_day: date_from and date_to are one and the same day
-- article_from: the first day on which that article can have been written
-- article_to: the last such day
-- ingested_at: when that document was taken in (UTC)
select
    t.*, t.date_from is not null and t.date_from = t.date_to as is_one_day, a.date_from as article_from,
    a.date_to as article_to, d.ingested_at
from timeline t
join articles a using (doc_id)
join documents d using (doc_id)
