-- By which version of dateline, which models and with which tables of the user's own articles were worked out, and how many.
select coalesce(r.version, '') as version, coalesce(a.model, '') as model, coalesce(r.reference, '') as reference,
    count(*) as articles
from articles a
left join runs r using (run_id)
group by all
order by articles desc, version, model, reference;
