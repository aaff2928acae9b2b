-- `incoming` (event_id, canonical_id, score): what the rules link otherwise than before; without a canonical_id, a mention
-- that is linked no more.
delete from upkeep.links where event_id in (select event_id from incoming);
insert into upkeep.links by name from incoming where canonical_id is not null;
