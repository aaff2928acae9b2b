-- What the timeline's filters offer: the countries, types and statuses of its events.
select 'type' as filter, event_type as value from timeline_events
union
select 'status', status from timeline_events
union
select 'country', place_country from timeline_events where place_country is not null
union
select 'country', country from participants semi join timeline_mentions using (event_id) where country is not null
order by filter, value
