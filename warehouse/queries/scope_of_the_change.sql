-- An audit looks at what may have changed since the corpus was last connected.
insert into upkeep.scope select doc_id from upkeep.affected union select doc_id from upkeep.due;
