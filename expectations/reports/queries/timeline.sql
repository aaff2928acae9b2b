-- Canonical events (the view `timeline`), best attested first, with who took part and where each is told: the surest mention
-- of each of five articles at most.
with shown as materialized (
    select canonical_id, date_from, date_to, event_type, mode, status, text, place, place_country, confidence, articles
    from timeline order by articles desc, confidence desc, canonical_id limit $most
), tellers as materialized (
    select k.canonical_id, e.event_id, e.doc_id, e.char_start, e.char_end, e.confidence
    from events e join canonical_events k using (event_id)
    where e.confidence >= least_confidence() and k.canonical_id in (select canonical_id from shown)
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
select s.*, t.told, c.actors
from shown s left join tellings t using (canonical_id) left join cast_of c using (canonical_id)
order by s.date_from nulls last, s.date_to nulls last, s.canonical_id
