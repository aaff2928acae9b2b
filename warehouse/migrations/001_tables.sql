-- The warehouse's tables (names and meaning are a contract with its users).
-- No primary keys on bulk tables: they cost a MERGE 20 times its time. Uniqueness comes from how we write, and a
-- critical expectation proves it inside every batch's transaction.
-- `main` is what readers see; `staging` holds the batch under audit, with the same columns.

create table runs (
    run_id varchar not null, started_at timestamptz not null, finished_at timestamptz,
    state varchar not null check (state in ('running', 'completed', 'held', 'failed')),
    counts json, model varchar, version varchar, message varchar
);

create table documents (
    doc_id varchar not null, source_uri varchar not null, record varchar not null, media_type varchar not null,
    ingested_at timestamptz not null, run_id varchar not null, raw_bytes blob, text varchar not null,
    metadata json          -- title, byline, outlet, language, url, claims, warnings: what the reader was told
);

create table quarantine (
    source_uri varchar not null, record varchar not null, code varchar not null, message varchar not null,
    run_id varchar not null,               -- the last run that met it
    raw_bytes blob, first_seen timestamptz not null, quarantined_at timestamptz not null,
    resolved boolean not null default false -- its source has since given a document
);

create table articles (
    doc_id varchar not null, title varchar, byline varchar, outlet varchar, language varchar, url varchar,
    syndicated_from varchar, claimed_date date, claimed_value varchar, claimed_date_source varchar,
    date_from date, date_to date,
    date_verdict varchar not null
        check (date_verdict in ('confirmed', 'consistent', 'mismatch', 'inferred', 'unknown')),
    date_confidence double, date_reason varchar, duplicate_of varchar, duplicate_score double, model varchar,
    run_id varchar not null
);

create table regions (
    doc_id varchar not null, kind varchar not null, char_start integer not null, char_end integer not null
);

create table date_evidence (
    doc_id varchar not null, kind varchar not null, says_from date, says_to date, weight double not null,
    char_start integer, char_end integer, quote varchar, note varchar
);

create table timexes (
    timex_id varchar not null, doc_id varchar not null, char_start integer not null, char_end integer not null,
    text varchar not null, type varchar not null check (type in ('DATE', 'TIME', 'DURATION', 'SET')),
    value varchar not null, mod varchar, date_from date, date_to date, granularity varchar not null,
    anchor varchar not null, rule varchar not null, region varchar not null, problem varchar
);

create table events (
    event_id varchar not null, doc_id varchar not null, char_start integer not null, char_end integer not null,
    text varchar not null, lemma varchar not null, event_type varchar, mode varchar,
    status varchar not null
        check (status in ('happened', 'planned', 'ongoing', 'denied', 'hypothetical', 'reported')),
    plover varchar, date_from date, date_to date, extent varchar not null check (extent in ('within', 'throughout')),
    begin_from date, begin_to date, end_from date, end_to date, granularity varchar not null,
    date_basis varchar not null, timex_id varchar, place varchar, place_country varchar, confidence double not null,
    cue varchar, speaker varchar
);

create table participants (
    event_id varchar not null, role varchar not null check (role in ('source', 'target')), text varchar not null,
    char_start integer not null, char_end integer not null, name varchar not null, country varchar, sector varchar
);

create table event_links (
    event_id varchar not null, canonical_id varchar not null, score double not null
);

create table flags (
    flag_id varchar not null, doc_id varchar, event_id varchar, stage varchar not null, expectation varchar not null,
    code varchar not null, severity varchar not null check (severity in ('info', 'warning', 'critical')),
    message varchar not null, char_start integer, char_end integer,
    magnitude double,                       -- how far off, in days where the rule is about dates: sorts one severity
    run_id varchar not null,                -- the run that raised it
    state varchar not null default 'open' check (state in ('open', 'accepted', 'corrected', 'dismissed', 'closed'))
);

create table reviews (
    flag_id varchar not null, doc_id varchar, event_id varchar, code varchar, decision varchar not null,
    value varchar, note varchar, reviewer varchar not null, decided_at timestamptz not null,
    withdrawn_at timestamptz
);

create table validation_results (
    run_id varchar not null, batch varchar, stage varchar not null, suite varchar not null,
    expectation varchar not null, code varchar, success boolean not null, severity varchar not null,
    unexpected_count bigint, element_count bigint, details json, validated_at timestamptz
);

-- What a re-resolution changed: the article's date was one thing and is now another, and why.
create table date_changes (
    doc_id varchar not null, run_id varchar not null, changed_at timestamptz not null,
    old_from date, old_to date, new_from date, new_to date, old_verdict varchar, new_verdict varchar, cause varchar
);

create schema staging;
create table staging.documents as from main.documents limit 0;
create table staging.quarantine as from main.quarantine limit 0;
create table staging.articles as from main.articles limit 0;
create table staging.regions as from main.regions limit 0;
create table staging.date_evidence as from main.date_evidence limit 0;
create table staging.timexes as from main.timexes limit 0;
create table staging.events as from main.events limit 0;
create table staging.participants as from main.participants limit 0;

-- What only the audit needs. `found` is what stands in the text between the offsets, cut before loading: cutting in SQL
-- counts characters from the start of the text for every span, which is quadratic in a long one.
alter table staging.articles add column text_length integer;
alter table staging.timexes add column found varchar;
alter table staging.events add column found varchar;
alter table staging.participants add column found varchar;

-- What a document's metadata claims of its date, one row a claim.
create table staging.claims (
    doc_id varchar not null, source varchar not null, value varchar not null, day date, role varchar not null
);

-- What the rules of expectations/rules select; becomes flags. `part` tells apart two offences at one place.
create table staging.offences (
    stage varchar, code varchar, severity varchar, doc_id varchar, event_id varchar, char_start integer,
    char_end integer, part varchar, message varchar, magnitude double
);
