-- An audit looks at everything; what is orphaned, too.
insert into upkeep.scope
    select doc_id from main.documents union select doc_id from main.articles union select doc_id from main.regions
    union select doc_id from main.date_evidence union select doc_id from main.timexes union select doc_id from main.events
    union select doc_id from main.signatures
    union select '*';  -- which says that it is the whole
