-- The words around the spans $at (doc_id, char_start, char_end): enough to cut a sentence from, and the article's title.
select d.doc_id, s.char_start, s.char_end, a.title,
       substr(d.text, greatest(s.char_start - 160, 0) + 1, least(s.char_start, 160)) as before,
       substr(d.text, s.char_start + 1, least(s.char_end - s.char_start, 200)) as words,
       substr(d.text, s.char_end + 1, 160) as after
from (select unnest($at, recursive := true)) as s join documents d using (doc_id) left join articles a using (doc_id)
