-- severity: critical
-- expects: Every witness has an ordered interval, a weight from 0 to 1 and a place inside the text, or none.
select
    e.doc_id, e.char_start, e.char_end, e.kind as part,
    format('Witness {} says {} to {} with weight {} at [{}, {}).', e.kind, or_open(e.says_from), or_open(e.says_to), e.weight, or_open(e.char_start), or_open(e.char_end)) as message
from staging.date_evidence e
join staging.articles a using (doc_id)
where e.says_from > e.says_to
    or not coalesce(e.weight between 0 and 1, false)
    or (e.char_start is null) <> (e.char_end is null)
    or e.char_start < 0 or e.char_start > e.char_end or e.char_end > a.text_length
