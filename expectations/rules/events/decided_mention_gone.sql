-- severity: warning
-- expects: Every mention that a person decided on is still read in its text, or another one at its place.
-- do: Read the sentence. Correct the event that tells of it now, or take the decision back (`--withdraw`).
-- Gone is what `flows.corrections.places_now` finds nowhere.
-- Only what would have an effect: a correction, unless it says that there is no event, and that two mentions are one.
with decided as (
    select r.flag_id, r.doc_id, r.event_id, r.value, r.reviewer, f.char_start, f.char_end, r.code = 'same_event' as is_pair,
        r.other_doc_id, r.other_start, r.other_end
    from main.reviews r
    left join main.flags f using (flag_id)
    where r.decision = 'corrected' and r.withdrawn_at is null and r.event_id is not null
    qualify row_number() over (partition by if(is_pair, r.flag_id, r.event_id) order by r.decided_at desc) = 1
),
mentions as (
    select flag_id, doc_id, event_id, char_start, char_end, value, reviewer, is_pair from decided
    union all
    select flag_id, other_doc_id, split_part(value, ' ', 3), other_start, other_end, value, reviewer, is_pair
    from decided
    where is_pair
)
select
    m.doc_id, m.char_start, m.char_end, m.flag_id as part,
    format('"{}" was {} and is no event any more: that is without effect.',
        coalesce(left(substring(d.text, m.char_start + 1, m.char_end - m.char_start), 60), m.event_id),
        if(m.is_pair, 'joined with another mention by ' || m.reviewer, 'corrected by ' || m.reviewer || ' (' || m.value || ')')
    ) as message
from mentions m
join main.documents d using (doc_id)
semi join staging.articles using (doc_id)
where m.value <> 'none' and not starts_with(m.value, 'apart from ')
    and not exists (
        from staging.events e
        where e.doc_id = m.doc_id
            and (e.event_id = m.event_id or (e.char_start < m.char_end and e.char_end > m.char_start))
            and (e.event_type is not null or not m.is_pair)
    )
