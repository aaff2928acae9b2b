-- severity: info
-- expects: A document is read without trouble.
-- do: Look at the file where the sentence points; what could be read of it was read.
-- The readers say in a sentence what they met: a wrong encoding, a cut record, a repaired line.
with told as (
    select doc_id, unnest(metadata -> '$.warnings[*]') as warning
    from staging.documents
)
select doc_id, warning ->> 0 as part, warning ->> 1 as message
from told
