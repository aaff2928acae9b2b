-- A digest of everything that the timeline is drawn from: it costs a tenth of drawing it.
select concat_ws(' ',
    (select sum(hash(e)::hugeint) from events e), (select sum(hash(p)::hugeint) from participants p),
    (select sum(hash(l)::hugeint) from event_links l),
    (select sum(hash(doc_id, title, duplicate_of)::hugeint) from articles)) as digest
