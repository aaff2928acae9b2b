-- Which mentions are of one event. What was linked before and is linked anew is replaced.
delete from main.event_links where event_id in (select event_id from incoming);
insert into main.event_links by name
    from incoming
    qualify row_number() over (partition by event_id order by score desc, canonical_id) = 1;
