-- Events whose place is not told.
select count(*) as events from timeline where place is null
