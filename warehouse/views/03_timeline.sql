-- One row an event, however many articles tell of it: the best-dated mention of the surest status speaks for it.
-- `days` is how many days the interval has, null where it is open: 1 is an event that is dated to the day.
create or replace view timeline as
with ranked as (
    select
        *,
        row_number() over (
            partition by canonical_id
            order by status_rank(status), date_to - date_from nulls last, confidence desc, event_id
        ) as place_in_line,
        count(*) over (partition by canonical_id) as mentions,
        -- a copy of an article is no second witness
        count(distinct coalesce(duplicate_of, doc_id)) over (partition by canonical_id) as articles
    from mentions
    where event_type is not null
)
select
    canonical_id, date_from, date_to, extent, granularity, event_type, mode, plover, status, text, source, source_country,
    target, target_country, place, place_country, confidence, mentions, articles, event_id, doc_id, title,
    source_countries, target_countries, date_to - date_from + 1 as days, source_actor_ids, target_actor_ids, outlet,
    article_url, place_latitude, place_longitude, place_precision
from ranked
where place_in_line = 1
order by date_from nulls last, date_to, canonical_id;
