-- What copies and links are found by, kept so that a run looks at what is new beside its like, and at nothing else.
-- Signatures are lists of hashes now; those of before are worked out once more.
drop table main.signatures;
create table main.signatures (doc_id varchar not null, signature bigint[] not null, length integer not null);

-- Pairs of documents that share enough of their text. `part` is the one of both that is a part of the other, if one is;
-- `longest` is the length of the longer signature.
create table upkeep.copies (
    one varchar not null, other varchar not null, score double not null, part varchar, longest integer not null
);

-- Typed mentions. The first that tells of an event has the blocks in which that event's like is looked for, its days, and
-- its place: the order in a block.
create table upkeep.keys (
    event_id varchar not null, doc_id varchar not null, blocks ubigint[] not null, date_from date, date_to date,
    place varchar not null
);

-- Events of two documents that are probably one, and mentions of one document that its own words make one.
create table upkeep.pairs (
    one varchar not null, other varchar not null, likelihood double not null, one_doc varchar not null,
    other_doc varchar not null
);

-- Mentions whose canonical mention is gone and another one stands for it: how well they agree with that is yet to be told.
create table upkeep.reheaded (event_id varchar not null);

-- Documents, and actors, of which something that rests on several documents may have changed.
create table upkeep.affected (doc_id varchar not null);
create table upkeep.actors_due (actor_id varchar not null);

-- A digest of the rules by which copies and links were found.
alter table upkeep.version add column rules varchar;
delete from upkeep.due;
insert into upkeep.due select doc_id from main.articles;

-- What an audit of the corpus looks at.
create table upkeep.scope (doc_id varchar not null);
