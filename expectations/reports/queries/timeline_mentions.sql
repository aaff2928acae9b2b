-- Makes `timeline_mentions`: the mentions that tell of `timeline_events`.
create or replace temp table timeline_mentions as
select canonical_id, event_id, doc_id, char_start, char_end, confidence
from event_tellings
semi join timeline_events using (canonical_id)
union all by name
select canonical_id, event_id, doc_id, char_start, char_end, confidence
from timeline_events
anti join event_tellings using (canonical_id);
