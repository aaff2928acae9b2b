-- Where events happened, by place, most events first; with coordinates where the place is known.
select place, place_country, country, place_latitude as latitude, place_longitude as longitude,
       place_precision as precision, count(*) as events, min(date_from) as first, max(date_to) as last
from events_by_place
group by all
order by events desc, place, place_country
limit $most
