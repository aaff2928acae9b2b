-- The articles that get a page, worst first, with a digest of everything their page shows. An article that is worked out
-- again has another row, which names the run, or other evidence; what else is read out of its text is written with these.
-- The digests are sums of row hashes, so the order in which rows are stored does not matter.
with flagged as (
    select doc_id, min(severity_rank(severity) + if(state = 'open', 0, 3)) as rank, max(magnitude) as magnitude,
           sum(hash(flags)::hugeint) as flag_digest
    from flags where doc_id is not null and state <> 'closed' group by doc_id
), chosen as (
    select doc_id, rank, flag_digest, magnitude,
           hash(articles) as article_digest
    from flagged join documents using (doc_id) left join articles using (doc_id)
    order by rank, magnitude desc nulls last, doc_id limit $most
), parts as (
    select doc_id, flag_digest as digest from chosen union all
    select doc_id, article_digest from chosen union all
    select doc_id, sum(hash(e)::hugeint) from date_evidence e semi join chosen using (doc_id) group by all union all
    select doc_id, sum(hash(r)::hugeint) from reviews r semi join chosen using (doc_id) group by all union all
    select doc_id, sum(hash(c)::hugeint) from date_changes c semi join chosen using (doc_id) group by all
)
select doc_id, (sum(parts.digest) % 100000000000000000000000000000)::varchar as digest
from chosen join parts using (doc_id) group by doc_id, rank, magnitude
order by rank, magnitude desc nulls last, doc_id
