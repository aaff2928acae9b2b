-- A digest of everything that the pages of events are drawn from: while it is the same, they are. Events and who takes part
-- in them are written and replaced with their article, whose row names the run that wrote it.
select concat_ws(' ',
    (select sum(hash(a)::hugeint) from articles a), (select sum(hash(l)::hugeint) from event_links l),
    (select definitions from upkeep.version), (select sum(hash(s)::hugeint) from settings s)) as digest
