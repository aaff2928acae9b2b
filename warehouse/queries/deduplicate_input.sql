-- The same bytes twice are one document; the same trouble with the same input is one row.
create or replace temp table unique_documents as
    from staging.documents
    anti join main.documents using (doc_id)
    qualify row_number() over (partition by doc_id order by source_uri, record) = 1;
create or replace temp table unique_quarantine as
    from staging.quarantine
    qualify row_number() over (partition by source_uri, record, code) = 1;
delete from staging.documents;
delete from staging.quarantine;
insert into staging.documents by name from unique_documents;
insert into staging.quarantine by name from unique_quarantine;
drop table unique_documents;
drop table unique_quarantine;
