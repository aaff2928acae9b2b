-- The same bytes twice are one document; the same trouble with the same input is one row. What was deleted comes back
-- under no other bytes either, as long as its text is the same.
create or replace temp table unique_documents as
    from staging.documents
    anti join main.documents using (doc_id)
    anti join main.tombstones using (doc_id)
    qualify row_number() over (partition by doc_id order by source_uri, record) = 1;
create or replace temp table unique_quarantine as
    from staging.quarantine
    qualify row_number() over (partition by source_uri, record, code) = 1;
delete from unique_documents where sha256(text) in (select text_digest from main.tombstones);
delete from staging.documents;
delete from staging.quarantine;
insert into staging.documents by name from unique_documents;
insert into staging.quarantine by name from unique_quarantine;
drop table unique_documents;
drop table unique_quarantine;
