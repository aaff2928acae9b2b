-- severity: info
-- expects: A document is read without trouble.
-- do: Look at the file where the sentence points; what could be read of it was read.
-- The readers say in a sentence what they met: a wrong encoding, a cut record, a repaired line. That the only date is none is
-- told by claimed_date_unreadable.
with told as (
    select
        doc_id, unnest(metadata -> '$.warnings[*]') as warning,
        list_count(json_extract_string(metadata, '$.claims[*][2]')) = 0 as has_no_day
    from staging.documents
)
select doc_id, warning ->> 0 as part, warning ->> 1 as message
from told
where not (has_no_day and warning ->> 0 = 'unreadable_date')
