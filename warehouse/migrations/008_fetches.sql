-- Addresses that were asked for, one row each, and what came of it. Neither address nor url has credentials.
create table fetches (
    address varchar not null, found_in varchar, url varchar, status integer, etag varchar, last_modified varchar,
    fetched_at timestamptz not null, bytes bigint, sha256 varchar, robots varchar, code varchar, cause varchar,
    failures integer not null, reading varchar
);

-- Addresses that a feed or sitemap led to and that are still to be fetched; `document` is what that says of one, as a row
-- of documents.
create table upkeep.awaited (
    address varchar not null, named varchar not null, is_list boolean not null, updated date, document json
);
