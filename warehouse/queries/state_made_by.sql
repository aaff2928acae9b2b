-- By which version of dateline and which models articles were worked out, and how many.
select coalesce(r.version, '') as version, coalesce(a.model, '') as model, count(*) as articles
from articles a
left join runs r using (run_id)
group by all
order by articles desc, version, model;
