-- Canonical events, best attested first: one row for all mentions of one event. Its date is that of the mention that dates it
-- most narrowly; its tellings are the sentences around the mentions, each article once, reposts not counted as sources.
with mentions as (
    select coalesce(l.canonical_id, e.event_id) as canonical_id, e.*, coalesce(a.duplicate_of, e.doc_id) as source_doc
    from events e left join event_links l using (event_id) left join articles a using (doc_id)
    where e.event_type is not null
), canonical as (
    select canonical_id, count(*) as mentions, count(distinct source_doc) as sources, max(confidence) as confidence,
           arg_min(struct_pack(text, event_type, mode, status, plover, date_from, date_to, granularity, date_basis, place, place_country),
                   (coalesce(date_diff('day', date_from, date_to), 1000000), -confidence, event_id)) as best,
           list(struct_pack(doc_id, char_start, char_end) order by confidence desc, event_id)[:5] as told
    from mentions group by canonical_id
    order by sources desc, confidence desc, canonical_id limit $most
), who as (
    select c.canonical_id, list_sort(list(distinct struct_pack(role, name, country, sector))) as actors
    from canonical c join mentions m using (canonical_id) join participants p using (event_id) group by c.canonical_id
)
select c.canonical_id, c.mentions, c.sources, c.confidence, c.told, who.actors, unnest(c.best)
from canonical c left join who using (canonical_id)
order by c.best.date_from nulls last, c.best.date_to nulls last, c.canonical_id
