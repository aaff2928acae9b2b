-- Open flags of the code $code and of the outlet $outlet, with their documents; null is any.
select f.flag_id, f.doc_id
from main.flags f
left join main.articles a using (doc_id)
where f.state = 'open' and f.code = coalesce($code, f.code) and ($outlet is null or a.outlet = $outlet);
