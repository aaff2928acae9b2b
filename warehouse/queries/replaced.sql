-- $docs: those of these documents that were cut short when they were read, and the whole text that has since been read at
-- the same place: it begins as they do and goes on. Places with one document are left out before any text is looked at.
with asked as (
    select unnest($docs::varchar[]) as doc_id
),
several as (
    select source_uri, record
    from documents
    semi join (select source_uri, record from documents semi join asked using (doc_id)) as places using (source_uri, record)
    where source_uri <> '-'
    group by source_uri, record
    having count(*) > 1
),
versions as (
    select d.doc_id, d.source_uri, d.record, d.ingested_at, d.text
    from documents d
    join several using (source_uri, record)
    join articles using (doc_id)
)
select cut.doc_id, arg_max(whole.doc_id, (length(whole.text), whole.doc_id)) as replaced_by
from versions cut
join versions whole
    on whole.source_uri = cut.source_uri and whole.record = cut.record
    and length(whole.text) > length(cut.text)
    and starts_with(whole.text, rtrim(cut.text, ' ' || chr(10) || chr(9) || chr(65533)))
where whole.ingested_at >= cut.ingested_at and cut.doc_id in (from asked)
group by cut.doc_id
order by cut.doc_id;
