-- How many rows every table has, the largest first; what the pipeline keeps for itself is one line.
select table_name as name, estimated_size as rows
from duckdb_tables()
where database_name = current_database() and schema_name = 'main' and not internal and estimated_size > 0
union all
select 'upkeep (the pipeline''s own)', sum(estimated_size)::bigint
from duckdb_tables()
where database_name = current_database() and schema_name = 'upkeep'
having sum(estimated_size) > 0
order by rows desc, name;
