-- `incoming` (event_id, canonical_id, score): the links of mentions that are linked otherwise than before; without a
-- canonical_id, a mention that is linked no more.
delete from main.event_links where event_id in (select event_id from incoming);
insert into main.event_links by name from incoming where canonical_id is not null;
