delete from main.signatures where doc_id in (select doc_id from incoming);
insert into main.signatures by name
    from incoming
    qualify row_number() over (partition by doc_id) = 1;
