-- What is left of a document that had to go: enough to know it again, nothing of what it said.
create table tombstones (
    doc_id varchar not null,       -- a digest of its bytes
    text_digest varchar not null,  -- SHA-256 of its text, in hex
    deleted_at timestamptz not null, deleted_by varchar not null, reason varchar
);
