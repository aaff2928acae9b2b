-- severity: critical
-- expects: Every date expression is what stands between its offsets.
select
    doc_id, char_start, char_end,
    format('Date expression "{}" [{}, {}): {}.', left(text, 60), char_start, char_end,
        coalesce('the text has "' || left(found, 60) || '" there', 'outside the text')) as message
from staging.timexes
where found is distinct from text or char_start >= char_end
