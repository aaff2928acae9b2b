-- What waits for a person or a run, by kind, and how much there is.
select 'flags to decide' as what, (select count(*) from flags where state = 'open') as number
union all
select 'warnings among them', (select count(*) from flags where state = 'open' and severity <> 'info')
union all
select 'quarantined', (select count(*) from quarantine where not resolved)
union all
select 'half-written among them', (select count(*) from quarantine where not resolved and code = 'half_written')
union all
select 'addresses not fetched among them',
    (select count(*) from quarantine where not resolved and starts_with(code, 'not_fetched:'))
union all
select 'addresses to fetch', (select count(*) from upkeep.awaited)
union all
select 'documents not read yet', (select count(*) from documents anti join articles using (doc_id));
