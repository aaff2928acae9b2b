-- severity: info
-- expects: Something on the page or about it says on which day the article was published.
-- do: Give the day with `--date` if you know it from elsewhere; its events follow. Else dismiss: the interval is what the text allows.
-- What is known of its date then comes from the text alone, and events that only that can date are as vague.
with vague as (
    select doc_id, count(*) as events
    from staging.events
    where date_basis = 'dct' and event_type is not null and confidence >= least_confidence()
    group by doc_id
)
select
    doc_id,
    'Nothing says when it was published'
    || case
        when date_from is null and date_to is null then ', and nothing in its text does.'
        else format('; by its text it was written {}.', span_text(date_from, date_to))
    end
    || case coalesce(events, 0)
        when 0 then '' when 1 then ' One of its events has no other date.' else format(' {} of its events have no other date.', events)
    end as message,
    date_diff('day', date_from, date_to) as magnitude
from staging.articles
left join vague using (doc_id)
where
    claimed_value is null and date_verdict in ('inferred', 'unknown')
    and (date_from is null or date_to is null or date_from <> date_to)
