-- severity: critical
-- expects: Every region lies inside its document's text and is not empty.
select
    r.doc_id, r.char_start, r.char_end,
    format('Region {} [{}, {}) lies outside the text of {} characters.', r.kind, r.char_start, r.char_end, a.text_length) as message
from staging.regions r
left join staging.articles a using (doc_id)
where not coalesce(r.char_start >= 0 and r.char_start < r.char_end and r.char_end <= a.text_length, false)
