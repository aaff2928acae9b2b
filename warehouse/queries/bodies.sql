-- Each article's text and the offsets of its body, for finding near-duplicates, oldest document first.
select d.doc_id, d.text, list({char_start: r.char_start, char_end: r.char_end} order by r.char_start) as body, a.duplicate_of,
    a.date_from, a.date_to
from articles a
join documents d using (doc_id)
join regions r using (doc_id)
where r.kind = 'body'
group by all
order by any_value(d.ingested_at), d.doc_id;
