-- severity: critical
-- expects: Every key of the warehouse stands once.
-- Bulk tables have no primary keys, which would make writing twenty times slower: this is the proof instead.
select table_name as part, format('{} rows of {} share a key with another, such as {}.', sum(n - 1), table_name, any_value(key)) as message
from (
    select 'documents' as table_name, doc_id as key, count(*) as n from main.documents semi join upkeep.scope using (doc_id) group by key having n > 1
    union all select 'articles', doc_id as key, count(*) as n from main.articles semi join upkeep.scope using (doc_id) group by key having n > 1
    union all select 'timexes', timex_id as key, count(*) as n from main.timexes semi join upkeep.scope using (doc_id) group by key having n > 1
    union all select 'events', event_id as key, count(*) as n from main.events semi join upkeep.scope using (doc_id) group by key having n > 1
    union all select 'event_links', event_id as key, count(*) as n from main.event_links where event_id in (select event_id from main.events semi join upkeep.scope using (doc_id)) group by key having n > 1
    union all select 'signatures', doc_id as key, count(*) as n from main.signatures semi join upkeep.scope using (doc_id) group by key having n > 1
    union all select 'flags', flag_id as key, count(*) as n from main.flags where doc_id is null or doc_id in (select doc_id from upkeep.scope) group by key having n > 1
)
group by table_name
