-- Events that more than one article tells of, with those articles, and whether the dates that they give what happened can
-- be one and the same. A copy of an article is no second witness.
create or replace view told_by_several as
with tellings as (
    select
        canonical_id, list(distinct doc_id order by doc_id) as doc_ids,
        list(distinct outlet order by outlet) filter (outlet is not null) as outlets,
        coalesce(
            max(date_from) filter (status <> 'planned') <= min(date_to) filter (status <> 'planned'), true
        ) as dates_agree
    from mentions
    where duplicate_of is null
    group by canonical_id
)
select
    t.articles, t.mentions, t.date_from, t.date_to, t.event_type, t.mode, t.status, t.source, t.text, t.target, t.place,
    s.dates_agree, s.outlets, s.doc_ids, t.canonical_id
from timeline t
join tellings s using (canonical_id)
where t.articles > 1
order by t.articles desc, t.date_from nulls last, t.canonical_id;
