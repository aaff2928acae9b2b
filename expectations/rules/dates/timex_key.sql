-- severity: critical
-- expects: A stretch of text is one date expression.
select
    any_value(doc_id) as doc_id, any_value(char_start) as char_start, any_value(char_end) as char_end,
    format('Date expression {} stands {} times.', timex_id, count(*)) as message
from staging.timexes
group by timex_id
having count(*) > 1
