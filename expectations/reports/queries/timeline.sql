-- Canonical events (as the view `timeline` has them), best attested first, with who took part and where each is told: the
-- surest mention of each of five articles at most. The view works out names and countries of every event there is; here
-- the events are chosen first. Most are told once: only those that a link or a repost joins to another are counted.
with sure as (
    select
        event_id, doc_id, confidence,
        row(status_rank(status), coalesce(date_to - date_from, 10000000), -confidence, event_id) as standing
    from events
    where event_type is not null and confidence >= least_confidence()
),
joined as materialized (
    from joined_events
),
shown as materialized (
    from (
        select
            canonical_id, arg_min(event_id, standing) as event_id, arg_min(s.confidence, standing) as confidence,
            count(distinct coalesce(a.duplicate_of, a.doc_id)) as articles
        from joined
        join sure s using (event_id)
        join articles a using (doc_id)
        group by canonical_id
        union all by name
        (
            select event_id as canonical_id, event_id, confidence, 1 as articles
            from sure
            anti join joined using (event_id)
            order by confidence desc, event_id
            limit $most
        )
    )
    order by articles desc, confidence desc, canonical_id
    limit $most
),
tellers as materialized (
    select s.canonical_id, e.event_id, e.doc_id, e.char_start, e.char_end, e.confidence
    from shown s
    join (from joined union all select event_id, event_id from shown anti join joined using (event_id)) k using (canonical_id)
    join events e on e.event_id = k.event_id
    where e.confidence >= least_confidence()
), tellings as (
    select canonical_id, list(struct_pack(doc_id, char_start, char_end) order by confidence desc, event_id)[:5] as told
    from (from tellers
          qualify row_number() over (partition by canonical_id, doc_id order by confidence desc, event_id) = 1)
    group by canonical_id
), cast_of as (
    select t.canonical_id, list_sort(list(distinct struct_pack(p.role, p.name, p.country))) as actors
    from tellers t join participants p using (event_id)
    group by t.canonical_id
)
select
    s.canonical_id, e.date_from, e.date_to, e.event_type, e.mode, e.status, e.text, e.place, e.place_country, e.confidence,
    s.articles, t.told, c.actors
from shown s
join events e using (event_id)
left join tellings t using (canonical_id)
left join cast_of c using (canonical_id)
order by e.date_from nulls last, e.date_to nulls last, s.canonical_id
