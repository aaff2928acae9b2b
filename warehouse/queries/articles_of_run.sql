-- The articles that this run dated, in the order of their names.
select
    parse_filename(d.source_uri) || case when d.record = '' then '' else ', ' || d.record end as name,
    coalesce(a.claimed_date::varchar, a.claimed_value) as claimed, a.date_from, a.date_to, a.date_verdict,
    a.duplicate_of
from articles a
join documents d using (doc_id)
where a.run_id = $run_id
order by d.source_uri, d.record
limit $limit;
