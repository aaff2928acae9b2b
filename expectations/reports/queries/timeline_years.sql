-- How many events of the timeline that have both ends begin in each year, by status.
select year(date_from) as year, status, count(*) as events
from timeline_events
where date_from is not null and date_to is not null
group by all
order by year, status
