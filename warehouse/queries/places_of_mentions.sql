-- $docs: where the mentions of these documents stand.
select doc_id, event_id, char_start, char_end
from main.events
where doc_id in (select unnest($docs::varchar[]));
