select * from flags where doc_id in (select unnest($docs))
order by doc_id, case severity when 'critical' then 0 when 'warning' then 1 else 2 end, char_start nulls first, flag_id
