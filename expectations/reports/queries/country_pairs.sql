-- How many events of each kind (cooperation or conflict, by PLOVER's type) each country did to each other: what happened
-- or goes on, whatever its date.
select source_country as source, target_country as target,
       count(*) filter (event_type in ('AGREE', 'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'YIELD')) as cooperation,
       count(*) as events
from who_to_whom
where status in ('happened', 'ongoing') and source_country is not null and target_country is not null
group by all
order by events desc, source, target
