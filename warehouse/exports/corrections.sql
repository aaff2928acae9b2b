-- One row a decision of a person that holds, with the text that it is about: to train or test with.
-- flag_id: the flag that was decided on
-- code: which rule raised it; by_hand where a person did
-- decision: accepted (the finding is right), dismissed (it is wrong or does not matter) or corrected
-- value: what is right: a date or interval, a status, a type; none where there is no such event
-- mention: the words of the event or the finding, text[char_start:char_end]
-- text: the document's whole text
select
    r.flag_id, r.code, r.decision, r.value, r.note, r.reviewer, r.decided_at, r.doc_id, r.event_id, f.char_start,
    f.char_end, substr(d.text, f.char_start + 1, f.char_end - f.char_start) as mention, d.source_uri, d.text
from reviews r
left join flags f using (flag_id)
left join documents d on d.doc_id = r.doc_id
where r.withdrawn_at is null
qualify row_number() over (partition by r.flag_id order by r.decided_at desc) = 1
