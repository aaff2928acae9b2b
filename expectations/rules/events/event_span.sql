-- severity: critical
-- expects: Every event is what stands between its offsets.
select
    doc_id, event_id, char_start, char_end,
    format('Event "{}" [{}, {}): {}.', left(text, 60), char_start, char_end,
        coalesce('the text has "' || left(found, 60) || '" there', 'outside the text')) as message
from staging.events
where found is distinct from text or char_start >= char_end
