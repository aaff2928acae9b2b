-- Where events happened (`events_to_show`), by place, most events first; with coordinates where the place is known.
-- `unplaced` is the same in every row: how many events tell no place.
with counted as (
    select place, place_country, count(*) as events, min(date_from) as first, max(date_to) as last
    from events_to_show
    group by all
),
most as (
    select *, coalesce(sum(events) filter (place is null) over (), 0)::bigint as unplaced
    from counted
    qualify place is not null
    order by events desc, place, place_country
    limit $most
)
select
    m.place, m.place_country, c.name as country, spot.latitude, spot.longitude, spot.precision, m.events, m.first, m.last,
    m.unplaced
from most m
left join place_points spot on spot.place_key = place_key(m.place) and spot.country = coalesce(m.place_country, spot.only_country)
left join places c on c.kind = 'country' and c.country = m.place_country and c.name = c.place
order by m.events desc, m.place, m.place_country
