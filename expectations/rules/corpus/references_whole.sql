-- severity: critical
-- expects: Every row of the warehouse has the row that it refers to.
with told as materialized (
    select event_id from main.events semi join upkeep.scope using (doc_id)
),
linked as materialized (
    select event_id, canonical_id from main.event_links semi join told using (event_id)
)
select table_name as part, format('{} rows of {} refer to something that is not there, such as {}.', count(*), table_name, any_value(key)) as message
from (
    select 'articles' as table_name, doc_id as key from main.articles semi join upkeep.scope using (doc_id) anti join main.documents using (doc_id)
    union all select 'articles (duplicate_of)', duplicate_of from main.articles a semi join upkeep.scope using (doc_id) where duplicate_of is not null and duplicate_of not in (select doc_id from main.articles)
    union all select 'regions', doc_id from main.regions semi join upkeep.scope using (doc_id) anti join main.articles using (doc_id)
    union all select 'date_evidence', doc_id from main.date_evidence semi join upkeep.scope using (doc_id) anti join main.articles using (doc_id)
    union all select 'signatures', doc_id from main.signatures semi join upkeep.scope using (doc_id) anti join main.articles using (doc_id)
    union all select 'timexes', doc_id from main.timexes semi join upkeep.scope using (doc_id) anti join main.articles using (doc_id)
    union all select 'events', doc_id from main.events semi join upkeep.scope using (doc_id) anti join main.articles using (doc_id)
    union all select 'event_links (canonical)', canonical_id from linked where canonical_id not in (select event_id from main.events where event_id in (select canonical_id from linked))
)
group by table_name
