-- $docs: those of these documents that another one has since replaced at the same place: a text that was cut short when it
-- was read, by the whole one, which begins as it does and goes on; and what was read of a page that a feed or a sitemap led
-- to, by what was read of it last. Places with one document are left out before any text is looked at.
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
),
half_written as (
    select cut.doc_id, arg_max(whole.doc_id, (length(whole.text), whole.doc_id)) as replaced_by
    from versions cut
    join versions whole
        on whole.source_uri = cut.source_uri and whole.record = cut.record
        and length(whole.text) > length(cut.text)
        and starts_with(whole.text, rtrim(cut.text, ' ' || chr(10) || chr(9) || chr(65533)))
    where whole.ingested_at >= cut.ingested_at
    group by cut.doc_id
),
changed as (
    select doc_id, last_value(doc_id) over of_page as replaced_by
    from versions
    where record = '' and source_uri in (select address from fetches where found_in is not null)
    window of_page as (partition by source_uri order by ingested_at, doc_id rows between unbounded preceding and unbounded following)
)
select doc_id, coalesce(changed.replaced_by, half_written.replaced_by) as replaced_by
from half_written
full join changed using (doc_id)
semi join asked using (doc_id)
where doc_id <> coalesce(changed.replaced_by, half_written.replaced_by)
order by doc_id;
