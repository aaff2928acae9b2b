-- One row a date expression (TIMEX3), with the calendar interval it stands for.
select
    timex_id, doc_id, char_start, char_end, text, type, value, mod, date_from, date_to, granularity, anchor, rule,
    region
from timexes
