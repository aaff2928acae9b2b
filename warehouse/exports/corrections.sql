-- One row what a reviewer said last of a flag, an event or an article, with the text: to train or test with.
-- Another warehouse takes it over by `dateline review --apply FILE`, from the export as JSON lines.
-- flag_id: the flag that was decided on
-- code: which rule raised it; by_hand where a person did, same_event where they said whether two mentions are of one event
-- decision: accepted (the finding is right), dismissed (it is wrong or does not matter) or corrected
-- value: what is right: a date or interval, a status, a type, the sides; none where there is no such event
-- holds: nobody has decided otherwise since
-- before: what stood there until then, written as value is
-- mention: the words of the event or the finding, text[char_start:char_end]
-- other_mention: of same_event: the words of the other event
-- text: the document's whole text
select
    r.flag_id, r.code, r.decision, r.value, row_number() over (partition by r.flag_id order by r.decided_at desc) = 1 as holds, r.before, r.note, r.reviewer, r.decided_at, r.doc_id, r.event_id, f.char_start,
    f.char_end, substr(d.text, f.char_start + 1, f.char_end - f.char_start) as mention, r.other_doc_id,
    r.other_start as other_char_start, r.other_end as other_char_end,
    substr(o.text, r.other_start + 1, r.other_end - r.other_start) as other_mention, d.source_uri, d.text
from reviews r
left join flags f using (flag_id)
left join documents d on d.doc_id = r.doc_id
left join documents o on o.doc_id = r.other_doc_id
where r.withdrawn_at is null
qualify row_number() over (partition by r.flag_id, r.reviewer order by r.decided_at desc) = 1
order by r.decided_at, r.flag_id
