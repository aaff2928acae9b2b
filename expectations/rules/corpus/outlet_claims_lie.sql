-- severity: warning
-- expects: Most of the dates that an outlet claims agree with its texts.
-- do: Do not trust this outlet's dates: mostly they are the day on which the page was called up.
-- Pages that print the day on which they are rendered do so for every article.
select
    coalesce(outlet, claimed_date_source) as part,
    format('{} of the {} dates that "{}" claims contradict their texts.', count(*) filter (date_verdict = 'mismatch'), count(*), coalesce(outlet, claimed_date_source)) as message,
    100.0 * count(*) filter (date_verdict = 'mismatch') / count(*) as magnitude
from main.articles
where claimed_date is not null
group by coalesce(outlet, claimed_date_source)
having count(*) >= 5 and count(*) filter (date_verdict = 'mismatch') * 2 > count(*)
