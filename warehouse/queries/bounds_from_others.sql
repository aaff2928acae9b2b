-- $docs: what better-dated articles say of when these were written, or where none is named, the affected ones: copies of
-- the same text, and mentions of the same event.
-- An article that has itself inherited a date gives none, so no date comes back to where it came from. Who receives is
-- told by what inheriting does not change (claims, and whether a date was inherited), so the answer is the same next time.
with inherited as (
    select distinct doc_id from date_evidence where kind in ('copy elsewhere', 'event elsewhere')
),
asked as (
    select doc_id from upkeep.affected where len($docs::varchar[]) = 0
    union
    select doc_id from upkeep.due where len($docs::varchar[]) = 0
    union
    select unnest($docs::varchar[])
),
receivers as materialized (
    select
        doc_id, coalesce(duplicate_of, doc_id) as story, claimed_date, coalesce(duplicate_score, 1) as likeness,
        i.doc_id is not null or coalesce(date_to - date_from, 32) > 31 as vague
    from articles
    semi join asked using (doc_id)
    left join inherited i using (doc_id)
),
mentioned as materialized (
    select event_id, doc_id, status, char_start, char_end, text
    from events
    where doc_id in (select doc_id from receivers where vague and claimed_date is null)
        and status in ('happened', 'planned') and confidence >= least_confidence()
),
heard as materialized (
    select r.doc_id, r.story, l.canonical_id, l.score, m.status, m.char_start, m.char_end, m.text
    from (from event_links where event_id in (select event_id from mentioned)) l
    join mentioned m using (event_id)
    join receivers r using (doc_id)
),
linked as materialized (
    from event_links where canonical_id in (select canonical_id from heard)
),
told as materialized (
    select l.canonical_id, l.score, e.doc_id, e.date_from, e.date_to
    from (
        select event_id, doc_id, date_from, date_to
        from events
        where event_id in (select event_id from linked)
            and status = 'happened' and date_to - date_from <= 7 and confidence >= least_confidence()
    ) e
    join linked l using (event_id)
),
givers as materialized (
    select
        doc_id, coalesce(duplicate_of, doc_id) as story, date_from, date_to, date_verdict,
        parse_filename(d.source_uri) || case when d.record = '' then '' else ', ' || d.record end
            || ' (document ' || left(doc_id, 12) || ')' as name
    from articles
    join documents d using (doc_id)
    anti join inherited using (doc_id)
    where date_verdict in ('confirmed', 'consistent') and date_to - date_from <= 7
        and (doc_id in (select doc_id from told) or coalesce(duplicate_of, doc_id) in (select story from receivers))
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
-- What is told as happened was written after it; what is told as planned, before.
events_elsewhere as (
    select
        m.doc_id, 'event elsewhere' as kind,
        case when m.status = 'happened' then n.date_from end as says_from,
        case when m.status = 'planned' then n.date_to end as says_to,
        round(0.6 * least(m.score, n.score), 2) as weight, m.char_start, m.char_end, m.text as quote,
        g.name || ', written ' || span_text(g.date_from, g.date_to) || ', dates the same event '
            || span_text(n.date_from, n.date_to) as note
    from heard m
    join told n using (canonical_id)
    join givers g on g.doc_id = n.doc_id and g.story <> m.story
    qualify row_number() over (
        partition by m.doc_id
        order by least(m.score, n.score) desc, n.date_from desc, g.doc_id, m.char_start, n.date_to
    ) <= 3
)
from copies
union all by name
from events_elsewhere
order by doc_id, kind, note, char_start;
