-- The links that the rules find, as if nobody had said which mentions are of one event: `main.event_links` are these with
-- people's decisions laid over them, and the decisions that it follows are kept, so that another one is noticed.
create table upkeep.links (event_id varchar not null, canonical_id varchar not null, score double not null);
create table upkeep.decisions (one varchar not null, other varchar not null, is_same boolean not null);
drop table upkeep.reheaded;
