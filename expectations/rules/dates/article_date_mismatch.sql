-- severity: warning
-- expects: An article's claimed date lies in the interval that its evidence allows.
-- do: Read the reason against the text: accept it, or give the day that is right with `--date`.
-- A finding, not a failure: the row is kept, and a person looks at it. The solver's reason names claim and witnesses;
-- how far off is counted in days.
with contradicted as (
    select *, days_apart(claimed_date, claimed_date, date_from, date_to) as days_off
    from staging.articles
    where date_verdict = 'mismatch'
),
claim as ( -- where the claim stands in the text, if it does
    select doc_id, arg_max(char_start, weight) as char_start, arg_max(char_end, weight) as char_end
    from staging.date_evidence e
    join staging.articles a using (doc_id)
    where e.char_start is not null and a.claimed_date = e.says_from and a.claimed_date = e.says_to
    group by doc_id
)
select
    doc_id, claim.char_start, claim.char_end,
    coalesce(
        nullif(date_reason, ''),
        format(
            'The page says {} ({}), but the text was written {}.',
            coalesce(day_text(claimed_date), '"' || left(claimed_value, 60) || '"'), coalesce(claimed_date_source, 'no source'),
            span_text(date_from, date_to)
        )
    ) as message,
    days_off as magnitude
from contradicted
left join claim using (doc_id)
