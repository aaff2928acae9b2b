-- What a person should look at, worst first: by severity, then by how far off.
create or replace view open_flags as
select
    f.flag_id, f.severity, f.code, f.message, f.magnitude, f.doc_id, f.event_id, f.stage, f.char_start, f.char_end,
    a.title, d.source_uri, d.record, f.run_id
from flags f
left join articles a using (doc_id)
left join documents d using (doc_id)
where f.state = 'open'
order by severity_rank(f.severity), f.magnitude desc nulls last, f.code, f.doc_id, f.char_start;
