-- How many events of a type there are.
select count(*) as events from events where event_type is not null
