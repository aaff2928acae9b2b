-- What better-dated articles say of when others were written: copies of the same text, and mentions of the same event.
-- An article that has itself inherited a date gives none, so no date comes back to where it came from. Who receives is
-- told by what inheriting does not change (claims, and whether a date was inherited), so the answer is the same next time.
with inherited as (
    select distinct doc_id from date_evidence where kind in ('copy elsewhere', 'event elsewhere')
),
givers as (
    select
        doc_id, coalesce(duplicate_of, doc_id) as story, date_from, date_to, date_verdict,
        parse_filename(d.source_uri) || case when d.record = '' then '' else ', ' || d.record end
            || ' (document ' || left(doc_id, 12) || ')' as name
    from articles
    join documents d using (doc_id)
    anti join inherited using (doc_id)
    where date_verdict in ('confirmed', 'consistent') and date_to - date_from <= 7
),
receivers as (
    select
        doc_id, coalesce(duplicate_of, doc_id) as story, claimed_date, coalesce(duplicate_score, 1) as likeness,
        i.doc_id is not null or coalesce(date_to - date_from, 32) > 31 as vague
    from articles
    left join inherited i using (doc_id)
),
-- A text was written by the day on which a copy of it stood somewhere. About then, where it is not known better.
copies as (
    select
        r.doc_id, 'copy elsewhere' as kind,
        case when r.claimed_date is null then g.date_from end as says_from,
        g.date_to as says_to, round(0.9 * r.likeness, 2) as weight, null::integer as char_start, null::integer as char_end,
        '' as quote, 'the same text stands in ' || g.name || ', written ' || span_text(g.date_from, g.date_to) as note
    from receivers r
    join givers g on g.story = r.story and g.doc_id <> r.doc_id
    where (r.claimed_date is null and r.vague) or (r.claimed_date > g.date_to and g.date_verdict = 'confirmed')
    qualify row_number() over (partition by r.doc_id order by g.date_to, g.doc_id) = 1
),
told as (
    select l.canonical_id, l.score, e.*
    from event_links l
    join events e using (event_id)
    where e.confidence >= least_confidence()
),
-- What is told as happened was written after it; what is told as planned, before.
events_elsewhere as (
    select
        r.doc_id, 'event elsewhere' as kind,
        case when m.status = 'happened' then n.date_from end as says_from,
        case when m.status = 'planned' then n.date_to end as says_to,
        round(0.6 * least(m.score, n.score), 2) as weight, m.char_start, m.char_end, m.text as quote,
        g.name || ', written ' || span_text(g.date_from, g.date_to) || ', dates the same event '
            || span_text(n.date_from, n.date_to) as note
    from receivers r
    join told m using (doc_id)
    join told n using (canonical_id)
    join givers g on g.doc_id = n.doc_id and g.story <> r.story
    where r.vague and r.claimed_date is null and m.status in ('happened', 'planned') and n.status = 'happened'
        and n.date_to - n.date_from <= 7
    qualify row_number() over (partition by r.doc_id order by least(m.score, n.score) desc, n.date_from desc, g.doc_id) <= 3
)
from copies
union all by name
from events_elsewhere
order by doc_id, kind, note;
