-- What a later run could read is resolved: its record, or for a whole input anything of it. A run that read some of an
-- input and met trouble with the rest resolves nothing, whatever the order. What a stage could not read is resolved by
-- its article, whose document was there before.
update main.quarantine q set resolved = true
where not q.resolved and not starts_with(q.code, 'stage_') and exists (
    from main.documents d
    where d.source_uri = q.source_uri and d.record in (q.record, case when q.record = '' then d.record end)
        and d.run_id <> q.run_id and d.ingested_at > q.quarantined_at
);
update main.quarantine q set resolved = true
where not q.resolved and starts_with(q.code, 'stage_') and exists (
    from main.documents d join main.articles a using (doc_id) join main.runs r on r.run_id = a.run_id
    where d.source_uri = q.source_uri and d.record = q.record and r.started_at > q.quarantined_at
);
-- What could not be fetched is resolved once it was, and what waited to be once nothing does.
update main.quarantine q set resolved = true
where not q.resolved and starts_with(q.code, 'not_fetched:') and exists (
    from main.fetches f
    where f.address = q.source_uri and f.code is null and f.fetched_at > q.quarantined_at
) and not exists (from upkeep.awaited a where a.named = q.source_uri and q.code = 'not_fetched:waiting');
