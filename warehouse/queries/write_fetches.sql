-- `incoming`: rows of fetches, whole.
merge into fetches
using incoming
using (address)
when matched then update
when not matched then insert by name;
