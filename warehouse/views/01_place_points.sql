-- Where a name lies: one row a name and country. `only_country` is set where the name is of no other country, so that a
-- place told without one is found too; of several Valencias, none.
create or replace view place_points as
with named as (
    select
        place_key(name) as place_key, country,
        min_by(struct_pack(place, kind, latitude, longitude), case kind when 'country' then 0 when 'capital' then 1 else 2 end) as spot
    from places
    group by all
)
select
    place_key, country, spot.place, spot.latitude, spot.longitude,
    case when spot.kind = 'country' then 'country' else 'city' end as precision,
    case when count(*) over (partition by place_key) = 1 then country end as only_country
from named;
