-- $paths, $sizes, $modified, $changed: files. $reading: what they would be read with. The places, from 0, of those that were
-- not read to their end with that as they are.
with files as (
    select
        unnest($paths::varchar[]) as path, unnest($sizes::bigint[]) as size, unnest($modified::bigint[]) as modified_ns,
        unnest($changed::bigint[]) as changed_ns, unnest(range(len($paths::varchar[]))) as place
)
select place
from files
anti join (from upkeep.inputs where reading = $reading) using (path, size, modified_ns, changed_ns)
order by place;
