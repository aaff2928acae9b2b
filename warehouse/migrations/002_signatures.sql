-- What near-duplicates are found by (flows/clean/neardup.py): kept, so that a run need not read every older text again.
create table signatures (
    doc_id varchar not null, signature blob not null
);
