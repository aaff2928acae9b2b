-- The file that is open.
select path from duckdb_databases() where database_name = current_database();
