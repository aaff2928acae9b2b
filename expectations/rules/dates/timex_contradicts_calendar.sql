-- severity: warning
-- expects: The day, date and weekday of an expression agree with the calendar.
-- do: One of day and weekday is a slip of the text; accept, or correct what was dated by it.
-- A weekday that stands beside a date is a witness against it; 30 February is a slip of someone's. That "3/4/2017" may be
-- read in two ways contradicts nothing.
select doc_id, char_start, char_end, format('"{}": {}', left(text, 60), problem) as message
from staging.timexes
where problem is not null and problem <> 'day and month could be either'
