-- severity: warning
-- expects: A page is updated after it was published.
-- do: Look at the page: mostly the two are named the wrong way round.
with days as (
    select
        doc_id,
        min(day) filter (role = 'published') as published,
        max(day) filter (role = 'updated') as updated
    from staging.claims
    group by doc_id
)
select doc_id, format('Updated on {}, before it was published on {}.', day_text(updated), day_text(published)) as message, date_diff('day', updated, published) as magnitude
from days
where updated < published - 1
