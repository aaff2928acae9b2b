-- severity: info
-- expects: Something on the page or about it says on which day the article was published.
-- do: Give the day with `--date` if you know it from elsewhere; the interval is what the text allows.
-- What is known of its date then comes from the text alone.
select
    doc_id,
    'Nothing says when it was published'
    || case
        when date_from is null and date_to is null then ', and nothing in its text does.'
        else format('; by its text it was written {}.', span_text(date_from, date_to))
    end as message
from staging.articles
where
    claimed_value is null and date_verdict in ('inferred', 'unknown')
    and (date_from is null or date_to is null or date_from <> date_to)
