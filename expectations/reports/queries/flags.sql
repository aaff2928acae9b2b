-- Flags in the states $states with what a reader needs to place them, worst first: severity, then how
-- far off (as the view open_flags has them). `decisions` is how many were taken on it, those that were taken back among them.
with made as (
    select flag_id, count(*) as decisions from reviews group by flag_id
)
select f.flag_id, f.doc_id, f.event_id, f.stage, f.expectation, f.code, f.severity, f.message, f.run_id, f.state,
       f.char_start, f.char_end, a.title, a.outlet, a.claimed_date, a.date_from, a.date_to, a.date_verdict, d.source_uri, d.record, f.magnitude,
       coalesce(m.decisions, 0) as decisions
from flags f left join articles a using (doc_id) left join documents d using (doc_id) left join made m using (flag_id)
where list_contains($states, f.state)
order by severity_rank(f.severity), f.magnitude desc nulls last, f.code, f.doc_id, f.flag_id
limit $most
