-- What was inherited from other documents when the articles were last worked out.
select doc_id, kind, says_from, says_to, weight, char_start, char_end, quote, note
from date_evidence
where kind in ('copy elsewhere', 'event elsewhere')
order by doc_id, kind, note;
