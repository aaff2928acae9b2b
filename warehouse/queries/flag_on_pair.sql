-- $one, $other: the flag that bears what people decided on whether two mentions are of one event.
select flag_id('same_event', doc_id, event_id, char_start, char_end, $other) as flag_id
from main.events
where event_id = $one;
