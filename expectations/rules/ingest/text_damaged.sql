-- severity: warning
-- expects: At most 1 character in 100 of a document could not be decoded.
-- do: Take the file in again in its right encoding, or dismiss.
with damage as (
    select doc_id, length(text) as characters, length(text) - length(replace(text, chr(65533), '')) as lost
    from staging.documents
    where contains(text, chr(65533))
)
select doc_id, lost || ' of ' || characters || ' characters could not be decoded.' as message, 100.0 * lost / characters as magnitude
from damage
where lost > characters / 100
