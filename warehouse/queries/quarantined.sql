-- Inputs that could not be read; with everything, also those that a later run could.
select * from quarantine where not resolved or $everything order by source_uri, record, code;
