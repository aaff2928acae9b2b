-- Canonical events (the view `timeline`), best attested first, with who took part and where each is told: the surest mention
-- of each of five articles at most.
with shown as (
    from timeline order by articles desc, confidence desc, canonical_id limit $most
), tellings as (
    select canonical_id, list(struct_pack(doc_id, char_start, char_end) order by confidence desc, event_id)[:5] as told
    from (from mentions semi join shown using (canonical_id)
          qualify row_number() over (partition by canonical_id, doc_id order by confidence desc, event_id) = 1)
    group by canonical_id
), cast_of as (
    select m.canonical_id, list_sort(list(distinct struct_pack(p.role, p.name, p.country))) as actors
    from mentions m semi join shown using (canonical_id) join participants p using (event_id)
    group by m.canonical_id
)
select s.canonical_id, s.date_from, s.date_to, s.event_type, s.mode, s.status, s.text, s.place, s.place_country, s.confidence,
       s.articles, t.told, c.actors
from shown s left join tellings t using (canonical_id) left join cast_of c using (canonical_id)
order by s.date_from nulls last, s.date_to nulls last, s.canonical_id
