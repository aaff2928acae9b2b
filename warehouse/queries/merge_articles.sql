insert into main.articles by name select * exclude (text_length) from staging.articles;
insert into main.regions by name from staging.regions;
insert into main.date_evidence by name from staging.date_evidence;
insert into main.timexes by name select * exclude (found) from staging.timexes;
insert into main.events by name select * exclude (found) from staging.events;
insert into main.participants by name select * exclude (found) from staging.participants;
insert into upkeep.due select doc_id from staging.articles;
insert into upkeep.actors_due select distinct actor_id from staging.participants where actor_id is not null;
