-- `incoming` (event_id, canonical_id, score): links of the mentions that people's decisions touch. All others that were
-- stirred are linked as the rules say. `followed` (one, other, is_same): the decisions.
create or replace temp table wanted as
    select event_id, canonical_id, score from incoming
    union all
    select s.event_id, l.canonical_id, l.score
    from (select event_id from stirred_links) s
    anti join incoming using (event_id)
    left join upkeep.links l using (event_id);
create or replace temp table changed_links as
    select w.event_id, w.canonical_id, w.score
    from wanted w
    left join main.event_links m using (event_id)
    where (w.canonical_id, w.score) is distinct from (m.canonical_id, m.score);
delete from main.event_links where event_id in (select event_id from changed_links);
insert into main.event_links by name from changed_links where canonical_id is not null;
insert into upkeep.affected select distinct doc_id from upkeep.keys where event_id in (select event_id from incoming);
delete from upkeep.decisions;
insert into upkeep.decisions by name from followed;
