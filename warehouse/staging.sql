-- The batch under audit: `staging` has the columns of `main`, and what only the audit needs. The published copy goes
-- without it; a work file that is restored from that copy gets it here.
create schema if not exists staging;
create table if not exists staging.documents as from main.documents limit 0;
create table if not exists staging.quarantine as from main.quarantine limit 0;
create table if not exists staging.articles as select *, null::integer as text_length from main.articles limit 0;
create table if not exists staging.regions as from main.regions limit 0;
create table if not exists staging.date_evidence as from main.date_evidence limit 0;
create table if not exists staging.timexes as select *, null::varchar as found from main.timexes limit 0;
create table if not exists staging.events as select *, null::varchar as found from main.events limit 0;
create table if not exists staging.participants as select *, null::varchar as found from main.participants limit 0;
create table if not exists staging.claims (
    doc_id varchar not null, source varchar not null, value varchar not null, day date, role varchar not null
);
create table if not exists staging.offences (
    stage varchar, code varchar, severity varchar, doc_id varchar, event_id varchar, char_start integer,
    char_end integer, part varchar, message varchar, magnitude double
);
