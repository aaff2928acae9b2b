-- $docs: what these, or where none is named the affected articles, inherited from others when they were last worked out.
select doc_id, kind, says_from, says_to, weight, char_start, char_end, quote, note
from date_evidence
where kind in ('copy elsewhere', 'event elsewhere')
    and doc_id in (
        select doc_id from upkeep.affected where len($docs::varchar[]) = 0
        union select doc_id from upkeep.due where len($docs::varchar[]) = 0
        union select unnest($docs::varchar[])
    )
order by doc_id, kind, note, char_start;
