-- Every mention of an event with the sentence that tells of it, as the article has it but in one line.
create or replace view sentences as
select
    m.canonical_id, sentence_of(d.text, m.char_start, m.char_end) as sentence, m.text, m.event_type, m.mode, m.status,
    m.date_from, m.date_to, m.source, m.target, m.place, m.title, m.outlet, m.article_url, m.confidence, m.event_id,
    m.doc_id, m.char_start, m.char_end
from mentions m
join documents d using (doc_id)
order by m.canonical_id, m.doc_id, m.char_start;
