-- Which mentions are of one event, of all mentions there are: what is not linked now no longer is.
delete from main.event_links;
insert into main.event_links by name
    from incoming
    qualify row_number() over (partition by event_id order by score desc, canonical_id) = 1;
