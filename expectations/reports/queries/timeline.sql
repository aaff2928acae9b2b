-- The events of the parts $parts, in the order of the page, with who took part and where each is told: the surest mention
-- of each of five articles at most, with the words around it, enough to cut a sentence from.
with drawn as materialized (
    from timeline_events where part in (select unnest($parts::varchar[]))
),
mentioned as materialized (
    from timeline_mentions semi join drawn using (canonical_id)
),
told as (
    from (
        from mentioned
        qualify row_number() over (partition by canonical_id, doc_id order by confidence desc, event_id) = 1
    )
    qualify row_number() over (partition by canonical_id order by confidence desc, event_id) <= 5
),
tellings as (
    select
        t.canonical_id,
        list({
            doc_id: doc_id, title: a.title,
            before: substr(d.text, greatest(t.char_start - 160, 0) + 1, least(t.char_start, 160)),
            words: substr(d.text, t.char_start + 1, least(t.char_end - t.char_start, 200)),
            after: substr(d.text, t.char_end + 1, 160)
        } order by t.confidence desc, t.event_id) as told
    from told t
    join documents d using (doc_id)
    left join articles a using (doc_id)
    group by t.canonical_id
),
casts as (
    select m.canonical_id, list_sort(list(distinct struct_pack(p.role, p.name, p.country))) as actors
    from mentioned m
    join participants p using (event_id)
    group by m.canonical_id
)
select
    e.canonical_id, e.part, e.date_from, e.date_to, e.event_type, e.status, e.text, e.place, e.place_country, e.confidence,
    e.articles, t.told, c.actors
from drawn e
left join tellings t using (canonical_id)
left join casts c using (canonical_id)
order by e.part, e.date_from desc nulls last, e.date_to desc nulls last, e.canonical_id desc
