-- Documents that no run has finished yet, in the order in which they came; those that a stage could not read come last
-- and are `alone`, so that what they cost they cost no others.
with waiting as materialized (
    select doc_id from main.documents anti join main.articles using (doc_id)
),
troubled as (
    select distinct source_uri, record from main.quarantine where not resolved and starts_with(code, 'stage_')
)
select d.doc_id, strlen(d.text) as size, t.source_uri is not null as alone
from main.documents d
left join troubled t on t.source_uri = d.source_uri and t.record = d.record
where d.doc_id in (from waiting)
order by alone, d.ingested_at, d.doc_id;
