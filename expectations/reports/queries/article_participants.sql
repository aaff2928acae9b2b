select e.doc_id, p.* from participants p join events e using (event_id)
where e.doc_id in (select unnest($docs)) order by e.doc_id, p.event_id, p.role, p.char_start
