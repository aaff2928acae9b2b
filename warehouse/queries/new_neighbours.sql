-- Pairs of events that have become neighbours in a block, or of which one is another than before, each with its document.
select distinct a.event_id, a.doc_id, b.event_id, b.doc_id
from (select *, unnest([now_at // 20, now_at // 20 + 1]) as stretch from placed where is_now) a
join (select *, now_at // 20 as stretch from placed where is_now) b using (block, stretch)
where b.now_at > a.now_at and b.now_at - a.now_at <= 20 and a.doc_id <> b.doc_id and b.date_from <= a.date_to
    and (a.is_changed or b.is_changed or b.then_at - a.then_at > 20);
