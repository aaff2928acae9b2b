-- What people corrected and did not take back, the latest for each article and event. `value` is as `flows.corrections`
-- reads it. Which mentions are of one event is told by `same_events`.
select doc_id, event_id, value, reviewer, note, decided_at
from main.reviews
where decision = 'corrected' and withdrawn_at is null and value is not null and code is distinct from 'same_event'
qualify row_number() over (partition by doc_id, event_id order by decided_at desc) = 1;
