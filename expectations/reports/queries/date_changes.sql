-- Article dates that the run $run, or a review since it began ($since), changed.
select c.doc_id, a.title, c.changed_at, c.old_from, c.old_to, c.new_from, c.new_to, c.old_verdict, c.new_verdict, c.cause
from date_changes c left join articles a using (doc_id)
where c.run_id = $run or c.changed_at >= $since
order by c.changed_at desc, c.doc_id limit $most
