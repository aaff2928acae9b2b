-- Where the second mention stood of the two that a person said are one event, or are not: offsets in documents.text.
alter table main.reviews add column other_doc_id varchar;
alter table main.reviews add column other_start integer;
alter table main.reviews add column other_end integer;
update main.reviews r set other_doc_id = e.doc_id, other_start = e.char_start, other_end = e.char_end
from main.events e
where r.code = 'same_event' and e.event_id = split_part(r.value, ' ', 3);
