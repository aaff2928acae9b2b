-- How many event mentions there are.
select count(*) as events from main.events;
