-- Everything is due: copies and links are found by other rules than they were.
delete from main.signatures;
delete from upkeep.copies;
delete from upkeep.keys;
delete from upkeep.pairs;
delete from upkeep.links;
delete from upkeep.decisions;
delete from main.event_links;
delete from upkeep.due;
insert into upkeep.due select doc_id from main.articles;
