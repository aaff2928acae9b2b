-- $paths, $sizes, $modified, $changed, $reading: files that were read to their end, as they were then.
merge into upkeep.inputs
using (
    select
        unnest($paths::varchar[]) as path, unnest($sizes::bigint[]) as size, unnest($modified::bigint[]) as modified_ns,
        unnest($changed::bigint[]) as changed_ns, $reading as reading
) as read_now
using (path)
when matched then update
when not matched then insert by name;
