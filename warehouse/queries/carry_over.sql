-- Articles that are worked out again are about to be `replaced`; what other steps know of them is carried over.
update staging.articles s set duplicate_of = o.duplicate_of, duplicate_score = o.duplicate_score
from main.articles o
where o.doc_id = s.doc_id;
create or replace temp table replaced as select doc_id from staging.articles;
