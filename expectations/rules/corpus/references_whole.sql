-- severity: critical
-- expects: Every row of the warehouse has the row that it refers to.
select table_name as part, format('{} rows of {} refer to something that is not there, such as {}.', count(*), table_name, any_value(key)) as message
from (
    select 'articles' as table_name, doc_id as key from main.articles anti join main.documents using (doc_id)
    union all select 'articles (duplicate_of)', duplicate_of from main.articles a where duplicate_of is not null and not exists (from main.articles b where b.doc_id = a.duplicate_of)
    union all select 'regions', doc_id from main.regions anti join main.articles using (doc_id)
    union all select 'date_evidence', doc_id from main.date_evidence anti join main.articles using (doc_id)
    union all select 'signatures', doc_id from main.signatures anti join main.articles using (doc_id)
    union all select 'timexes', doc_id from main.timexes anti join main.articles using (doc_id)
    union all select 'events', doc_id from main.events anti join main.articles using (doc_id)
    union all select 'participants', event_id from main.participants anti join main.events using (event_id)
    union all select 'event_links', event_id from main.event_links anti join main.events using (event_id)
    union all select 'event_links (canonical)', canonical_id from main.event_links l where not exists (from main.events e where e.event_id = l.canonical_id)
)
group by table_name
