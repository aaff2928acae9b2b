select * from date_evidence where doc_id in (select unnest($docs)) order by doc_id, weight desc, kind, char_start, says_from
