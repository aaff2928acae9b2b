-- $docs: links and copies of these documents are to be worked out again.
insert into upkeep.due select unnest($docs::varchar[]);
