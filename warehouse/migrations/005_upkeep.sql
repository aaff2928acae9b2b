-- What the pipeline keeps for itself, so that a run costs what is new. Nobody else need look here.
create schema upkeep;

-- One row. `number` counts the commits that a reader would see: the published copy has the number at which it was copied.
-- `definitions` is a digest of the views and macros in the file.
create table upkeep.version (number bigint not null, definitions varchar not null);
insert into upkeep.version values (1, '');

-- Files that were read to their end, as they were then; `reading` is a digest of what they were read with.
create table upkeep.inputs (
    path varchar not null, size bigint not null, modified_ns bigint not null, changed_ns bigint not null,
    reading varchar not null
);

-- Documents whose articles are new, or others than when the corpus was last connected.
create table upkeep.due (doc_id varchar not null);
insert into upkeep.due select doc_id from main.articles;
