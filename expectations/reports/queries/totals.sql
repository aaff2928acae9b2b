-- The warehouse in one row.
select (select count(*) from documents) as documents, (select count(*) from articles) as articles,
       (select count(*) from quarantine where not coalesce(resolved, false)) as quarantined,
       (select count(*) from events) as events, (select sum(block_size * total_blocks)::bigint from pragma_database_size()) as bytes,
       (select count(*) from articles where duplicate_of is not null) as duplicates
