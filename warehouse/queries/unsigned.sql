-- Articles without a signature yet: their text and the offsets of its body, in the order in which they came.
with bodies as (
    select doc_id, list({char_start: char_start, char_end: char_end} order by char_start) as body
    from regions
    where kind = 'body'
    group by doc_id
)
select d.doc_id, d.text, coalesce(b.body, []) as body
from articles a
join documents d using (doc_id)
left join bodies b using (doc_id)
anti join signatures s on s.doc_id = a.doc_id
order by d.ingested_at, d.doc_id;
