-- severity: critical
-- expects: Every event's interval is ordered, and so are the bounds of its ends.
select
    doc_id, event_id, char_start, char_end,
    format('"{}" is dated {} to {}, beginning {} to {}, ending {} to {}.', left(text, 60), or_open(date_from), or_open(date_to),
        or_open(begin_from), or_open(begin_to), or_open(end_from), or_open(end_to)) as message
from staging.events
where date_from > date_to or begin_from > begin_to or end_from > end_to or begin_from > end_to
