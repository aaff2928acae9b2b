-- A warehouse of invented articles, any number of them, made by DuckDB itself so that 100,000 take seconds.
-- Every seventh article carries a page date years after its story (a lie, flagged); others are honest, or claim nothing.
-- The offsets are true: every span is cut from the text that stands in `documents`.

create temp table sizes as select $articles::bigint as articles, $runs::bigint as runs;

insert into runs (run_id, started_at, finished_at, state, counts, model, version, message)
select 'run-' || lpad((r + 1)::varchar, 4, '0'), timestamptz '2026-01-01 06:00:00+00' + interval (r) day,
       timestamptz '2026-01-01 06:07:00+00' + interval (r) day, if(r % 17 = 16, 'held', 'completed'),
       {'documents': articles // runs, 'quarantined': 2 + (r * 7) % 5, 'articles': articles // runs - (r % 3),
        'events': 3 * (articles // runs)}::json,
       'rules', '0.1.0', if(r % 17 = 16, 'one batch held back', null)
from sizes, range(runs) as t(r);

create temp table stories as
with picked as (
    select i, sha256('synthetic ' || i) as doc_id, 'run-' || lpad((1 + i % runs)::varchar, 4, '0') as run_id,
           ['Arla', 'Bremen', 'Cadova', 'Dornland', 'Estovia', 'Farrow'][1 + i % 6] as actor,
           ['NOR', 'DEU', 'CUB', 'PRK', 'RUS', 'KEN'][1 + i % 6] as actor_country,
           ['Galia', 'Hestan', 'Ivoria', 'Jurland', 'Kestria'][1 + i % 5] as other,
           ['FRA', 'VNM', 'CHN', 'ESP', 'POL'][1 + i % 5] as other_country,
           date '2015-01-01' + (i * 37 % 3300)::int as told_on
    from sizes, range(articles) as t(i)
), parts as (
    select *, case when i % 7 = 0 then told_on + 1300 + (i % 400)::int when i % 7 = 3 then null else told_on + 1 end as claimed,
           actor || ' and ' || other || ' agree on talks, story ' || i as title,
           'The foreign minister of ' || actor || ' ' as p1, 'visited' as v1, ' ' || other || ' on ' as p2,
           strftime(told_on, '%-d %B') as t1, '. The two sides will ' as p3, 'meet' as v2, ' again ' as p4,
           'next month' as t2, ', officials said, after sanctions were ' as p5, 'imposed' as v3, ' in ' as p6,
           strftime(told_on - 400, '%B %Y') as t3, '. ' as p7
    from picked
)
select *, coalesce(strftime(claimed, '%A %-d %B %Y'), 'Undated') as date_line,
       length(title) + 2 + length(date_line) + 2 as body_at,
       body_at + length(p1) as v1_at, v1_at + length(v1) + length(p2) as t1_at,
       t1_at + length(t1) + length(p3) as v2_at, v2_at + length(v2) + length(p4) as t2_at,
       t2_at + length(t2) + length(p5) as v3_at, v3_at + length(v3) + length(p6) as t3_at,
       title || chr(10) || chr(10) || date_line || chr(10) || chr(10) || p1 || v1 || p2 || t1 || p3 || v2 || p4 || t2 || p5 || v3
           || p6 || t3 || p7 || repeat('Nothing more was said about the programme, which both call a matter of trust. ', 12)
           || chr(10) || chr(10) || 'Related stories: Ten things to know this summer' as text
from parts;

insert into documents (doc_id, source_uri, record, media_type, ingested_at, run_id, text, metadata)
select doc_id, 'synthetic/' || i || '.txt', '', 'text/plain', timestamptz '2026-01-01 06:01:00+00', run_id, text, '{}' from stories;

insert into articles (doc_id, title, outlet, language, claimed_date, claimed_value, claimed_date_source, date_from, date_to,
                      date_verdict, date_confidence, date_reason, run_id)
select doc_id, title, 'Synthetic Gazette', 'en', claimed, strftime(claimed, '%A %-d %B %Y'), if(claimed is null, null, 'date line'),
       told_on, told_on + 20,
       case when i % 7 = 0 then 'mismatch' when claimed is null then 'inferred' else 'confirmed' end, 0.8,
       'The text tells of ' || t1 || ' as past and of next month as to come.', run_id from stories;

insert into regions
select doc_id, 'title', 0, length(title) from stories union all
select doc_id, 'date_line', length(title) + 2, body_at - 2 from stories union all
select doc_id, 'body', body_at, length(text) - 50 from stories union all
select doc_id, 'teaser', length(text) - 47, length(text) from stories;

insert into date_evidence
select doc_id, 'date_line', claimed, claimed, 0.3, length(title) + 2, body_at - 2, date_line, null
from stories where claimed is not null union all
select doc_id, 'past_event', told_on, null, 0.9, t1_at, t1_at + length(t1), t1, 'told as past: written on that day or later'
from stories union all
select doc_id, 'future_event', null, told_on + 20, 0.6, t2_at, t2_at + length(t2), t2, 'told as to come' from stories;

insert into timexes
select doc_id || ':' || t1_at, doc_id, t1_at, t1_at + length(t1), t1, 'DATE', told_on::varchar, null, told_on, told_on, 'day', 'dct',
       'day_month', 'body', null from stories union all
select doc_id || ':' || t2_at, doc_id, t2_at, t2_at + length(t2), t2, 'DATE', strftime(told_on + 30, '%Y-%m'), null,
       date_trunc('month', told_on + 30)::date, last_day(told_on + 30), 'month', 'dct', 'next_unit', 'body', null from stories union all
select doc_id || ':' || t3_at, doc_id, t3_at, t3_at + length(t3), t3, 'DATE', strftime(told_on - 400, '%Y-%m'), null,
       date_trunc('month', told_on - 400)::date, last_day(told_on - 400), 'month', 'self', 'month_year', 'body', null from stories;

insert into events
select doc_id || ':' || v1_at, doc_id, v1_at, v1_at + length(v1), v1, 'visit', 'CONSULT', 'visit', 'happened', 'CONSULT',
       told_on, told_on, 'within', null, null, null, null, 'day', 'timex', doc_id || ':' || t1_at, other, other_country,
       0.5 + (i % 50) / 100, '', '', null from stories union all
select doc_id || ':' || v2_at, doc_id, v2_at, v2_at + length(v2), v2, 'meet', 'CONSULT', 'meet', 'planned', 'AGREE',
       date_trunc('month', told_on + 30)::date, last_day(told_on + 30), 'within', null, null, null, null, 'month', 'timex',
       doc_id || ':' || t2_at, null, null, 0.4 + (i % 50) / 100, 'will', 'officials', null from stories union all
select doc_id || ':' || v3_at, doc_id, v3_at, v3_at + length(v3), v3, 'impose', 'SANCTION', 'embargo', 'happened', 'SANCTION',
       date_trunc('month', told_on - 400)::date, last_day(told_on - 400), 'within', null, null, null, null, 'month', 'timex',
       doc_id || ':' || t3_at, null, null, 0.3 + (i % 50) / 100, '', '', null from stories;

insert into participants
select doc_id || ':' || v1_at, 'source', actor, body_at + 24, body_at + 24 + length(actor), actor, actor_country, 'GOV', null from stories union all
select doc_id || ':' || v1_at, 'target', other, v1_at + length(v1) + 1, v1_at + length(v1) + 1 + length(other), other, other_country,
       null, null from stories;

-- Three tellings of one visit share a canonical event.
insert into event_links
select doc_id || ':' || v1_at, first_value(doc_id || ':' || v1_at) over (partition by i // 3 order by i), 0.9 from stories;

insert into flags
    (flag_id, doc_id, event_id, stage, expectation, code, severity, message, char_start, char_end, magnitude, run_id, state)
select sha256('lie ' || doc_id)[:16], doc_id, null, 'dates', 'article_date_agrees_with_text', 'article_date_mismatch', 'warning',
       'The page says ' || claimed || '; the text was written between ' || told_on || ' and ' || told_on + 20 || '.',
       length(title) + 2, body_at - 2, claimed - told_on - 20, run_id, 'open' from stories where i % 7 = 0 union all
select sha256('far ' || doc_id)[:16], doc_id, doc_id || ':' || v3_at, 'events', 'event_close_to_article', 'event_far_from_article',
       'info', 'The event is more than a year before the article.', v3_at, v3_at + length(v3), 400, run_id, 'open'
from stories where i % 50 = 1;

insert into quarantine
select 'synthetic/broken/' || r || '.html', '', 'empty', 'Nothing in it but white space.', 'run-' || lpad((r + 1)::varchar, 4, '0'),
       null, now(), timestamptz '2026-01-01 06:02:00+00' + interval (r) day, false from sizes, range(runs) as t(r);

insert into validation_results
select 'run-' || lpad((r + 1)::varchar, 4, '0'), '1', stage, stage, expectation, code, failing = 0 or (r * 5 + failing) % 4 <> 0, severity,
       if(failing = 0, 0, (r * 3 + failing) % 9), articles // runs, '{}', timestamptz '2026-01-01 06:05:00+00' + interval (r) day
from sizes, range(runs) as t(r), (values
    ('ingest', 'document_has_text', 'empty_document', 'warning', 0), ('ingest', 'doc_id_is_unique', 'duplicate_doc_id', 'critical', 0),
    ('clean', 'regions_lie_in_text', 'region_outside_text', 'critical', 0), ('clean', 'article_has_body', 'no_body', 'warning', 2),
    ('dates', 'article_date_agrees_with_text', 'article_date_mismatch', 'warning', 1),
    ('dates', 'timex_agrees_with_calendar', 'impossible_date', 'warning', 3),
    ('events', 'event_close_to_article', 'event_far_from_article', 'info', 1),
    ('events', 'event_lies_in_text', 'event_outside_text', 'critical', 0)) as s(stage, expectation, code, severity, failing);
