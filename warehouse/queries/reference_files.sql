-- $reference: the files of these tables, by name.
select folder, file, text from main.reference_files where reference = $reference order by file;
