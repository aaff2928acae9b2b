-- $articles invented articles of a news archive over fifteen years, from number $first on (a multiple of 20), made by
-- DuckDB itself. A large warehouse is filled piece by piece: temporary tables hold one of them.
-- An article: 3.3 kB of text (none with $text = 0), $mentions event mentions, of which three in ten are typed and name
-- somebody; 30 date expressions, 12 regions, 8 witnesses. Who takes part is drawn as news is: few actors stand in most
-- of it (rank = exponent of a uniform share). Half of the typed mentions have a day near the article's, a fifth a month.
-- Every twentieth article repeats the one before it. One in a hundred has no claim and a wide date.

create or replace temp table sizes as
select $first::bigint as first, $articles::bigint as articles, $mentions::bigint as mentions, $text::bigint as with_text;

insert into runs (run_id, started_at, finished_at, state, counts, model, version, message)
select 'run-' || r, timestamptz '2026-01-01 06:00:00+00' + interval (r) hour,
       timestamptz '2026-01-01 06:07:00+00' + interval (r) hour, 'completed', '{}', 'rules', '0.1.0', null
from range(100) as t(r), sizes where first = 0;

create or replace temp table told as
select i, sha256('invented ' || i) as doc_id, 'run-' || (i % 100) as run_id, if(i % 20 = 19, i - 1, i) as story,
       date '2010-01-01' + (hash(if(i % 20 = 19, i - 1, i)) % 5475)::int as day, i % 100 = 7 as vague
from sizes, range(first, first + articles) as t(i);

insert into documents (doc_id, source_uri, record, media_type, ingested_at, run_id, text, metadata)
select doc_id, 'archive/' || (i // 1000) || '.jsonl', 'line ' || (i % 1000 + 1), 'text/plain',
       timestamptz '2026-01-01 06:01:00+00' + interval (i // 64) second, run_id,
       if(with_text = 1,
          list_aggregate(list_transform(range(60), lambda k: format('The {} of {} told {} that {} would {} before {}. ',
              hash(story, k, 1) % 5000, hash(story, k, 2) % 3000, hash(story, k, 3) % 3000, hash(story, k, 4) % 9000,
              hash(story, k, 5) % 2000, hash(story, k, 6) % 4000)), 'string_agg', ''),
          ''),
       '{"title": null, "byline": null, "outlet": null, "language": null, "url": null, "syndicated_from": null, "claims": [], "warnings": [], "whole_text": false, "taken_in": ["2026-01-01", "run"]}'
from told, sizes;

insert into articles (doc_id, title, outlet, language, claimed_date, claimed_value, claimed_date_source, date_from, date_to,
                      date_verdict, date_confidence, date_reason, model, run_id)
select doc_id, 'Story ' || i, 'Outlet ' || (hash(i) % 200), 'en', if(vague, null, day), if(vague, null, day::varchar),
       if(vague, null, 'date line'), if(vague, day - 200, day), if(vague, day + 200, day),
       if(vague, 'inferred', if(i % 50 = 3, 'mismatch', 'confirmed')), 0.8, 'The text tells so.', null, run_id
from told;

insert into regions
select doc_id, ['title', 'dateline', 'body', 'caption', 'chrome', 'teaser'][(1 + k % 6)::int], (k * 250)::int, (k * 250 + 240)::int
from told, range(12) as t(k);

insert into date_evidence
select doc_id, 'tense', if(k % 2 = 0, day - 30, null), if(k % 2 = 1, day + 30, null), 0.6, (k * 300)::int, (k * 300 + 12)::int,
       'on Monday', 'told as past'
from told, range(8) as t(k);

insert into timexes
select left(sha256(doc_id || 't' || k), 20), doc_id, (k * 100)::int, (k * 100 + 6)::int, 'Monday', 'DATE', day::varchar, null, day, day,
       'day', 'dct', 'weekday', 'body', null
from told, range(30) as t(k);

create or replace temp table mentioned as
select doc_id, i, k, left(sha256(doc_id || 'e' || k), 20) as event_id, k % 10 < 3 as typed, day, vague,
       hash(story, k, 7) % 1000 / 1000.0 as u, hash(story, k, 8) % 1000 / 1000.0 as v, hash(story, k, 9) % 100 as w,
       hash(story, k, 10) % 12 as kind
from told, sizes, range(mentions) as t(k);

create or replace temp table happened (
    event_id, doc_id, char_start, char_end, text, lemma, event_type, mode, status, plover, date_from, date_to,
    extent, granularity, date_basis, place, place_country, confidence, cue, speaker) as
select event_id, doc_id, (k * 45)::int, (k * 45 + 4)::int, 'told', ['meet', 'arrest', 'attack', 'visit', 'accuse'][(1 + kind % 5)::int],
       if(typed, ['CONSULT', 'ACCUSE', 'COERCE', 'ASSAULT', 'SUPPORT', 'AGREE', 'AID', 'REJECT', 'SANCTION', 'REQUEST',
                  'PROTEST', 'THREATEN'][(1 + kind)::int], null),
       if(typed, ['meet', 'arrest', 'fight', 'visit', null][(1 + kind % 5)::int], null),
       if(w < 80, 'happened', if(w < 90, 'planned', 'hypothetical')), null,
       if(w % 10 < 5, day - (w % 7)::int, if(w % 10 < 7, date_trunc('month', day)::date, null)),
       if(w % 10 < 5, day - (w % 7)::int, if(w % 10 < 7, last_day(day), null)),
       'within', if(w % 10 < 5, 'day', 'month'), if(w % 10 < 5, 'timex', 'narrative'),
       if(w % 3 = 0, 'Town ' || (u * 500)::int, null), if(w % 3 = 0, 'C' || (u * u * u * 190)::int, null),
       0.3 + w / 150.0, '', ''
from mentioned;
insert into events by name from happened;

create or replace temp table took_part (event_id, role, text, char_start, char_end, name, country, sector, actor_id) as
select event_id, 'source', 'He', (k * 45 + 10)::int, (k * 45 + 12)::int, 'Name ' || (u * u * u * 3000)::int,
       'C' || (u * u * u * 190)::int, if(w % 4 = 0, null, 'GOV'), 'a' || (u * u * u * 3000)::int
from mentioned where typed or k % 2 = 0
union all
select event_id, 'target', 'them', (k * 45 + 14)::int, (k * 45 + 18)::int, 'Name ' || (v * v * v * 3000)::int,
       'C' || (v * v * v * 190)::int, if(w % 4 = 1, null, 'GOV'), 'a' || (v * v * v * 3000)::int
from mentioned where typed and w % 5 < 3;
insert into participants from took_part;

insert into flags
    (flag_id, doc_id, stage, expectation, code, severity, message, magnitude, run_id, state)
select left(sha256('lie ' || doc_id), 16), doc_id, 'dates', 'article_date_mismatch', 'article_date_mismatch', 'warning',
       'The page lies.', 400, run_id, 'open' from told where i % 50 = 3;

-- What upkeep holds when all of this has been connected: 220 shingles an article; the mentions in their blocks, as
-- flows.corpus.links.block_keys makes them; of copies and links those between an article and the one that it repeats.
insert into main.signatures
select doc_id, list_transform(range(220), lambda k: (hash(story, k, 11) // 2)::bigint), 220 from told;

insert into upkeep.copies
select least(a.doc_id, b.doc_id), greatest(a.doc_id, b.doc_id), 1.0, null, 220 from told a join told b on b.i = a.story and a.i <> a.story;
update main.articles a set duplicate_of = b.doc_id, duplicate_score = 1.0
from told t join told b on b.i = t.story
where t.doc_id = a.doc_id and t.i <> t.story;

create or replace temp table linkable as
with sides as (
    select event_id, max(if(role = 'source', country, null)) as source, max(if(role = 'target', country, null)) as target
    from took_part group by event_id
)
select e.event_id, e.doc_id, e.event_type, e.date_from, e.date_to, coalesce(e.place, '') as place, source, target, m.story, m.k,
       e.confidence >= 0.5 as sure  -- flows.corpus.links.SURE: only what is sure is compared with others
from happened e join sides using (event_id) join (select event_id, k, story from mentioned join told using (doc_id)) m using (event_id)
where e.event_type is not null and e.status <> 'hypothetical';

insert into upkeep.keys
select event_id, doc_id,
       if(date_from is null or not sure, [], list_distinct(flatten(list_transform(
           list_filter([source, target, if(target is null, null, if(source = target, chr(30) || source,
                        chr(30) || least(source, target) || chr(30) || greatest(source, target)))], lambda side: side is not null),
           lambda side: list_transform(
               generate_series(date_trunc('week', date_from), date_trunc('week', date_to), interval 7 day),
               lambda monday: md5_number_lower(event_type || chr(31) || side || chr(31) || strftime(monday, '%Y-%m-%d'))))))),
       date_from, date_to, place
from linkable;

create or replace temp table paired (one, other, likelihood, one_doc, other_doc) as
select
    least(a.event_id, b.event_id), greatest(a.event_id, b.event_id), 0.9,
    if(a.event_id < b.event_id, a.doc_id, b.doc_id), if(a.event_id < b.event_id, b.doc_id, a.doc_id)
from linkable a join linkable b on a.story = b.story and a.k = b.k and a.doc_id < b.doc_id
where a.date_from is not null and a.sure and b.sure;
insert into upkeep.pairs from paired;
create or replace temp table linked (event_id, canonical_id, score) as
select event_id, one, 0.9 from (select one as event_id, one from paired union all select other, one from paired);
insert into main.event_links from linked;
insert into upkeep.links from linked;
insert into main.actors
select actor_id, any_value(name), list(distinct name), any_value(country), 'GOV', null
from took_part anti join main.actors using (actor_id) group by actor_id;
