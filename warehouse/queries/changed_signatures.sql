-- `incoming` (doc_id, signature) are signed anew; those of the due documents whose article is gone lose their signature.
-- Nothing is to be counted before that is done.
create or replace temp table changed_signatures as
    select doc_id, signature, true as was, false as is_now
    from main.signatures semi join due_documents using (doc_id) anti join main.articles using (doc_id)
    union all by name
    select doc_id, signature, false as was, true as is_now from incoming;
create or replace temp table recounted (one varchar, other varchar, shared bigint);
