-- Pairs of documents that share enough shingles to be compared, each with both signatures.
select r.one, r.other, a.signature as signature, b.signature as other_signature
from recounted r
join main.signatures a on a.doc_id = r.one
join main.signatures b on b.doc_id = r.other
where r.shared >= least($enough, greatest(1, least(a.length, b.length) // 2))
order by r.one, r.other;
