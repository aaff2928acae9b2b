-- What people corrected and did not take back, the latest for each article and event. `value` is an ISO 8601 date, or two
-- with a slash between them.
select doc_id, event_id, value, reviewer, note, decided_at
from main.reviews
where decision = 'corrected' and withdrawn_at is null and value is not null
qualify row_number() over (partition by doc_id, event_id order by decided_at desc) = 1;
