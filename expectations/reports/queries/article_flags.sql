select * from flags where doc_id in (select unnest($docs))
order by doc_id, severity_rank(severity), char_start nulls first, flag_id
