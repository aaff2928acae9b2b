select * from reviews where doc_id in (select unnest($docs)) order by doc_id, decided_at desc
