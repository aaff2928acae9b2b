select * from timexes where doc_id in (select unnest($docs)) order by doc_id, char_start,char_end
