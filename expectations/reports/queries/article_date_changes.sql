select * from date_changes where doc_id in (select unnest($docs)) order by doc_id, changed_at desc
