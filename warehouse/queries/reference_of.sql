-- $doc_id: the user's own tables that an article was read with last; where it is null, those that were chosen last.
select coalesce(reference, '') as reference
from runs
where case
    when $doc_id is null then reference_chosen
    else run_id = (select run_id from main.articles where doc_id = $doc_id)
end
order by started_at desc, run_id desc
limit 1;
