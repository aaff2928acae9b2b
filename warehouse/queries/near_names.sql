-- The file names that hold $what (in small letters) or are most like it: five at the most.
with named as (
    select distinct regexp_extract(source_uri, '[^/]+$') as name, lower(regexp_extract(source_uri, '[^/]+$')) as small
    from documents
)
select name
from named
where contains(small, $what) or jaro_winkler_similarity(small, $what) > 0.85
order by contains(small, $what) desc, jaro_winkler_similarity(small, $what) desc, name
limit 5
